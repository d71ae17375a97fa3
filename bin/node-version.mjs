/** Which releases of Node the city runs on: those of `engines` in package.json that are supported. Run alone, it says whether this one is among them. */
const leastMinor = { 20: 19, 22: 12 }

export function refusedNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number)
  const fits = major >= 24 || minor >= (leastMinor[major] ?? Number.POSITIVE_INFINITY)
  return fits ? undefined : `好办要用 Node 20.19、22.12 或 24 以上的版本，这里是 ${version}。请换一个版本再启动`
}

const refused = refusedNode()
if (refused) {
  process.stderr.write(`${refused}\n`)
  process.exit(1)
}
