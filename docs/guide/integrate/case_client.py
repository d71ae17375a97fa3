"""An example of a system in which people apply and clerks work, over the interface of the city.

Python 3.9 or later and its standard library, nothing else:

    python3 case_client.py https://city.example story.json
"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid
from http.cookiejar import CookieJar


class CityClient:
    """One account's way to the city: keeps its session, sends the session's token, gives each command a number of its own."""

    def __init__(self, site):
        self.site = site
        self.token = ""
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with self.opener.open(site + "/openapi.json") as answer:
            paths = json.load(answer)["paths"]
        self.operations = {of["operationId"]: (verb.upper(), path, of) for path, verbs in paths.items() for verb, of in verbs.items()}

    def call(self, operation, body=None, **at):
        """Does an operation of the document by its name; `at` fills its address."""
        data = None if body is None else json.dumps(body).encode()
        return self._send(operation, data, "application/json", at)

    def give(self, operation, name, file, **at):
        """Sends one file as a form does."""
        mark = uuid.uuid4().hex
        head = f'--{mark}\r\ncontent-disposition: form-data; name="file"; filename="{name}"\r\ncontent-type: application/pdf\r\n\r\n'
        data = head.encode() + file + f"\r\n--{mark}--\r\n".encode()
        return self._send(operation, data, f"multipart/form-data; boundary={mark}", at)

    def sign_in(self, account):
        self.call("permission.signIn", account)
        self.token = self.call("permission.session")["csrf"]

    def _send(self, operation, data, kind, at):
        verb, path, _ = self.operations[operation]
        address = self.site + path.format(**{name: urllib.parse.quote(value, safe="") for name, value in at.items()})
        headers = {"accept": "application/json"}
        if verb == "POST":
            headers.update({"content-type": kind, "x-csrf-token": self.token, "idempotency-key": str(uuid.uuid4())})
        try:
            with self.opener.open(urllib.request.Request(address, data, headers, method=verb)) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            problem = json.load(error)
            raise SystemExit(f"{path}: {problem['status']} {problem['code']} {problem['title']}") from None


def live(site, story):
    """Applies, and takes the application through its steps; answers what the applicant sees of it in the end."""
    citizen = CityClient(site)
    citizen.sign_in(story["citizen"])
    start = {"division": story["division"], "applicant": story["applicant"]}
    draft = citizen.call("window.start", start, code=story["item"])["id"]
    for question, answers in story["answers"].items():
        citizen.call("window.answerQuestion", answers, id=draft, question=question)
    with open(story["file"], "rb") as file:
        content = file.read()
    for material in story["materials"]:
        citizen.give("window.giveMaterial", material + ".pdf", content, id=draft, material=material)
    case = citizen.call("window.submitDraft", {"agree": True}, id=draft)["id"]
    for step in story["steps"]:
        clerk = CityClient(site)
        clerk.sign_in(step["as"])
        clerk.call("window.actOnCase", {"input": step["input"]}, id=case, verb=step["verb"])
    return citizen.call("window.progress", id=case)


if __name__ == "__main__":
    with open(sys.argv[2], encoding="utf-8") as told:
        print(json.dumps(live(sys.argv[1], json.load(told)), ensure_ascii=False))
