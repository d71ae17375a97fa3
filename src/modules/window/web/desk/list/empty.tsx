import { Button } from 'antd'
import type { Search } from './search.ts'
import { chipParts, words } from './search.ts'

const emptyWords: Record<string, string> = {
  mine: '您手上没有办件。到“本科室待办”里领取。',
  office: '本科室没有待办的办件，都有人领了。',
  due: '今天没有到期的办件，不用赶。',
  approvals: '没有等您审批的申请。有人提了，会发消息给您。',
  incoming: '没有等受理的申请。群众提交以后，马上出现在这里。',
  done: '本月还没有办结的办件。办结一件，这里多一件。',
}

const setWords = ({ now }: Search): string =>
  [now.q && `查找“${now.q}”`, now.lamp && '灯', ...chipParts.filter((p) => now[p]).map((p) => words[p].label)].filter(Boolean).join('、')

/** Why a list is empty: because of what was asked, or because nothing is there; and whose cases could be there at all. */
export const Empty = ({ search, office }: { search: Search; office: string }) => (
  <div className="empty grow">
    <p>
      {search.filtered ? `没有符合条件的办件。现在的条件：${setWords(search)}。` : (emptyWords[search.queue] ?? '这个列表里没有办件。')}
    </p>
    {search.filtered ? (
      <p>
        <Button onClick={() => search.narrow(Object.fromEntries([...chipParts, 'q', 'lamp'].map((p) => [p, ''])))}>清除条件</Button>
      </p>
    ) : null}
    <p>
      {office ? `这里只有${office}的、您有权看的办件。` : '您的账户没有登记单位，看不到任何单位的办件。'}
      要看别的单位的，请联系本单位管理员授权。
    </p>
  </div>
)

export const Broken = ({ sentence, again }: { sentence: string; again: () => void }) => (
  <div className="empty grow" role="alert">
    <p>{sentence}</p>
    <p>
      <Button onClick={again}>再查一次</Button>
    </p>
  </div>
)
