import type { Page } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Code } from '#ui/public/guide.tsx'
import { Acts, Facts, Notice, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { ShownView } from '../schema/view.ts'
import { demoWords, walletTrail } from './words.tsx'

const clock = (at: Date) => at.toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })

/** The code for the one who wants to see the licence. The page needs no network while the code is good. */
export const ShownPage: Page<ShownView> = ({ data: { licence: l, qr, until, face }, frame, key }) => (
  <PublicPage frame={frame} title={`亮码：${l.typeName}`}>
    <Title
      text={l.typeName}
      trail={[...walletTrail, { text: l.typeName, href: `/licences/${l.id}` }]}
      soft={`${l.holderName} · ${l.organName}`}
    />
    <div className="wrap">
      {l.demo ? <Notice title={demoWords} /> : null}
      <Code {...qr} label={`二维码：${l.typeName}，请对方扫`} />
      <p>
        <b>{clock(until)} 前有效，只能扫一次。</b>
        对方扫码后看到遮住号码的照面和现在的状态，这一次会记在“谁用过我的证照”里。没有网也能给对方扫。
      </p>
      <form method="post" action={`/licences/${l.id}/show`}>
        <FormKeys csrf={frame.csrf} clientKey={key} />
        <Acts className="acts--gap" next={{ text: '换一个新的码' }} links={[{ text: '回到证照', href: `/licences/${l.id}` }]} />
      </form>
      <Part title="对方会看到">
        <Facts two facts={face.map((v) => ({ name: v.name, value: v.text }))} />
      </Part>
    </div>
  </PublicPage>
)
