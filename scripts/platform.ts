/** Opens the platform of the tests for use by hand, and prints the row that `city.yaml` needs: `node --import tsx scripts/platform.ts [port] [site]`. */
import { openPlatform } from '../test/platform/platform.ts'

const [port = '20443', site = 'http://localhost:8080'] = process.argv.slice(2)
const secret = 'a secret for trials alone'
const platform = await openPlatform({ id: 'trial', clientId: 'haoban-trial', secret, site, port: Number(port) })
platform.visitor = { sub: 'trial-1', acr: '2', claims: { name: '罗小满', id_no: '110101199003078806' } }
process.stdout.write(`HAOBAN_TRIAL_SECRET='${secret}'
providers:
  - id: trial
    kind: citizen
    title: 试用平台
    issuer: ${platform.issuer}
    clientId: haoban-trial
    clientSecretEnv: HAOBAN_TRIAL_SECRET
    claims: { name: name, idNo: id_no }
    levels: { '1': 1, '2': 2, '3': 3 }
    userinfo: false
`)
