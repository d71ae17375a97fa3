import { useParams, useSearchParams } from 'react-router'
import { Differences } from '#ui/desk/differences.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage, Scrolled } from '#ui/desk/plain-page.tsx'
import type { ComparePage } from '../../schema/desk.ts'

/** Two versions of a model side by side, cell by cell. */
export function ComparePageView() {
  const { code = '' } = useParams()
  const [search] = useSearchParams()
  const [from, to] = [search.get('from') ?? '1', search.get('to') ?? '1']
  const loaded = useLoaded<ComparePage>(`/decision-models/${code}/compare?from=${from}&to=${to}`)
  return (
    <PlainPage
      title={loaded.data ? `${loaded.data.title}：第 ${from} 版和第 ${to} 版` : '对照版本'}
      loaded={loaded}
      back={{ text: '回到规则表', to: `/desk/decisions/${code}` }}
      note={(d) => `${d.differences.length} 处不同`}
    >
      {(d) =>
        d.differences.length === 0 ? (
          <EmptyList why="两版的表一样。" then="换了版本号，规则没有变；在办的件不用换版。" />
        ) : (
          <Scrolled label="不同">
            <Differences label="两个版本的不同" rows={d.differences} />
          </Scrolled>
        )
      }
    </PlainPage>
  )
}
