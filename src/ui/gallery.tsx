import { Applying } from './gallery/applying.tsx'
import { Cases, Lists } from './gallery/following.tsx'
import { Finding, Guides, Marks } from './gallery/reading.tsx'
import { Title } from './public/page.tsx'
import { type Frame, PublicPage } from './public/shell.tsx'

/** Every public component in every state, for the eye and for axe; served at /ui in development. */
export const Gallery = ({ frame }: { frame: Frame }) => (
  <PublicPage frame={frame}>
    <Title text="组件样张" trail={[{ text: '首页', href: '/' }]} lead="每个组件的每种样子：平常、空、出错、很长的字、关怀版。" />
    <div className="wrap">
      <Marks />
      <Applying />
      <Cases />
      <Lists />
      <Guides />
      <Finding />
    </div>
  </PublicPage>
)
