"""Verifies what a citizen holds of Haoban's ledger, with Python's standard library alone: a receipt, a proof of growth, or a checkpoint.
Usage: python3 ledger-verify.py FILE KEY...   where KEY is a verifier key of the city, from a source that you trust. Ends with 0 if all holds."""
import base64, json, re, sys

P, A = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF, -3  # the curve of SM2 (GB/T 32918.5)
B, N = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93, 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7, 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)
number, bytes32 = lambda b: int.from_bytes(b, "big"), lambda n: n.to_bytes(32, "big")

def need(holds, what):
    if not holds: sys.exit("this does not hold: " + what)

def sm3(data):  # GB/T 32905
    rol = lambda x, n: (x << n % 32 | x >> (32 - n % 32)) & 0xFFFFFFFF if n % 32 else x
    p1, v = lambda x: x ^ rol(x, 15) ^ rol(x, 23), [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + b"\0" * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(data), 64):
        w = [number(data[at + i:at + i + 4]) for i in range(0, 64, 4)]
        for j in range(16, 68): w.append(p1(w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            ss1 = rol((rol(a, 12) + e + rol(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
            ff, gg = (a ^ b ^ c, e ^ f ^ g) if j < 16 else (a & b | a & c | b & c, e & f | ~e & g & 0xFFFFFFFF)
            tt1, tt2 = (ff + d + (ss1 ^ rol(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF, (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d, e, f, g, h = tt1, a, rol(b, 9), c, tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return b"".join(x.to_bytes(4, "big") for x in v)

def add(p, q):
    if not p or not q: return p or q
    if p[0] == q[0] and (p[1] + q[1]) % P == 0: return None
    m = (3 * p[0] * p[0] + A) * pow(2 * p[1], -1, P) if p == q else (q[1] - p[1]) * pow(q[0] - p[0], -1, P)
    x = (m * m - p[0] - q[0]) % P
    return x, (m * (p[0] - x) - p[1]) % P

def times(k, p): return None if k == 0 else add(times(k // 2, add(p, p)), p if k % 2 else None)

def sm2(key, message, sig):  # GB/T 32918.2, the default identity, r and s of 32 bytes each
    x, y, r, s = number(key[1:33]), number(key[33:]), number(sig[:32]), number(sig[32:])
    if len(sig) != 64 or key[0] != 4 or (y * y - x ** 3 - A * x - B) % P or not (0 < r < N and 0 < s < N and (r + s) % N): return False
    z = sm3(b"\0\x80" + b"1234567812345678" + b"".join(map(bytes32, (A % P, B, *G))) + key[1:])
    point = add(times(s, G), times((r + s) % N, (x, y)))
    return point is not None and (number(sm3(z + message)) + point[0] - r) % N == 0

def signed(note, keys):  # the text of a note (C2SP signed-note) that one of these keys of a log signed, and the name of the key
    text, sigs = note[:note.rindex("\n\n") + 1], note[note.rindex("\n\n") + 2:]
    for name, ident, key in (re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", k).groups() for k in keys):
        kind = base64.b64decode(key)
        if kind[:-65] != b"\xffhaoban-sm2-v1" or sm3((name + "\n").encode() + kind)[:4].hex() != ident: continue
        for sig in (base64.b64decode(b) for n, b in re.findall(r"^— (\S+) (\S+)$", sigs, re.M) if n == name):
            if sig[:4].hex() == ident and sm2(kind[-65:], text.encode(), sig[4:]): return text, name
    sys.exit("this does not hold: a signature of one of these keys")

def checkpoint(note, keys):  # size and root of a checkpoint (C2SP tlog-checkpoint) that the log which it names has signed
    text, name = signed(note, keys)
    origin, size, root = text.split("\n")[:3]
    need(origin == name, "the checkpoint is of the log of its key")
    return int(size), base64.b64decode(root)

leaf, node, half = lambda b: sm3(b"\0" + b), lambda l, r: sm3(b"\1" + l + r), lambda n: 1 << (n - 1).bit_length() - 1

def root(h, at, n, path):  # the root that a path gives for the leaf `at` of n (RFC 9162 section 2.1.3)
    if n < 2 or not path: return h if n == 1 and at == 0 and not path else b""
    k, beside = half(n), bytes.fromhex(path[-1])
    return node(root(h, at, k, path[:-1]), beside) if at < k else node(beside, root(h, at - k, n - k, path[:-1]))

def ends(m, n, path, old=None):  # the roots of the first m and of all n leaves that a proof of growth gives; uses up its path (section 2.1.4)
    if m == n: return [old or path.pop()] * 2
    k, beside = half(n), path.pop()
    l, r = ends(m, k, path, old) if m <= k else ends(m - k, n - k, path)
    return (l, node(r, beside)) if m <= k else (node(beside, l), node(beside, r))

def stands(f, roots):  # whether a fact stands in the root that it names
    r, at = roots[f["place"]["root"]], f["place"]
    if not r["afterFact"] < f["id"] <= r["uptoFact"]: return False
    if r["form"] == 1: return r["flat"]["hashes"][at["index"]] == f["hash"]
    return root(leaf(bytes.fromhex(f["hash"])), at["index"], r["facts"], at["path"]).hex() == r["hash"]

def receipt(held, keys):
    size, top = checkpoint(held["checkpoint"], keys) if held["checkpoint"] else (0, None)
    roots, last = {r["id"]: r for r in held["roots"]}, {}
    for r in roots.values():
        entry = ["haoban-root"] + [r[k] for k in ("form", "id", "afterFact", "uptoFact", "facts", "hash", "at")]
        need(root(leaf(json.dumps(entry, separators=(",", ":")).encode()), r["id"] - 1, size, r["path"]) == top, "root %d is in the checkpoint" % r["id"])
        flat = r.get("flat") or {"before": "", "hashes": []}
        whole = len(flat["hashes"]) == r["facts"] and sm3("\n".join([flat["before"], *flat["hashes"]]).encode()).hex() == r["hash"]
        need(r["form"] == 2 or whole, "root %d is over its facts" % r["id"])
    for f in sorted(held["facts"], key=lambda f: f["seq"]):
        need(f["seq"] == last.get(f["about"], {"seq": 0})["seq"] + 1, "%s has a fact %d" % (f["about"], f["seq"]))
        need(not f["place"] or stands(f, roots), "fact %d of %s stands in its root" % (f["seq"], f["about"]))
        last[f["about"]] = f
    text, name = signed(held["heads"], keys)
    rows = text.split("\n")
    need(rows[:3] == ["haoban-ledger-heads/1", held["origin"], held["madeAt"]] and name == held["origin"], "the ends of the chains are signed")
    need(sorted(rows[3:-1]) == sorted("%s %d %s" % (f["about"], f["seq"], f["hash"]) for f in last.values()), "the ends of the chains are those")
    need(not held["checkpoint"] or held["checkpoint"].split("\n")[0] == name, "the checkpoint is of this log")
    late = sum(not f["place"] for f in held["facts"])
    print("%d facts stand in the ledger under checkpoint %d, %d are younger" % (len(held["facts"]) - late, size, late))

def main(path, *keys):
    text = open(path, encoding="utf-8", newline="").read()
    if not text.lstrip().startswith("{"): return print("checkpoint %d is signed" % checkpoint(text, keys)[0])
    held = json.loads(text)
    if "proof" not in held: return receipt(held, keys)
    (m, old), (n, new) = checkpoint(held["from"], keys), checkpoint(held["to"], keys)
    need(held["from"].split("\n")[0] == held["to"].split("\n")[0] and 0 < m <= n, "the two are of one log")
    proof = [bytes.fromhex(p) for p in held["proof"]]
    need(list(ends(m, n, proof, old)) == [old, new] and not proof, "the ledger only grew")
    print("the ledger only grew from %d to %d" % (m, n))

if __name__ == "__main__":
    try: main(*sys.argv[1:]) if len(sys.argv) > 2 else sys.exit(__doc__)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as fault: sys.exit("this does not hold: the file is no whole proof: %r" % fault)
