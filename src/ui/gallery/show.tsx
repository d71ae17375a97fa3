import type { ReactNode } from 'react'

/** One shelf of the gallery: the component's name and its states. */
export const Show = ({ name, children }: { name: string; children: ReactNode }) => (
  <section className="part">
    <h2>{name}</h2>
    {children}
  </section>
)

/** A name far longer than anybody plans for. */
export const longName =
  '松桥区岭南客家传统手工艺品与农副产品综合展示销售服务有限责任公司文清路第三分公司（原望川市红旗大道日用杂货门市部，演示）'
export const longWord = 'https://example.invalid/a/very/long/address/without/any/place/to/break/990102MB9A00030K4990131001000202306150007'
