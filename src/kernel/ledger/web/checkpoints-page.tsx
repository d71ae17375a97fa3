import { zhClock } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { Sheet, Work } from '#ui/public/apply.tsx'
import { Acts, Empty, Facts, More, Part, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { grouped } from '../rules/words.ts'
import type { CheckpointsView, CheckpointView, OneCheckpoint } from '../schema.ts'

const Keys = ({ keys }: { keys: readonly string[] }) => (
  <ul className="exact">
    {keys.map((key) => (
      <li key={key}>
        <code>{key}</code>
      </li>
    ))}
  </ul>
)

const witnessedBy = (names: readonly string[]) => (names.length ? `${names.join('、')} 见证` : '还没有人见证')

const Row = ({ checkpoint: { size, hash, at, witnesses } }: { checkpoint: CheckpointView }) => (
  <>
    <a href={`/ledger/checkpoints/${size}`}>第 {size} 号</a>{' '}
    <small>
      {zhClock(new Date(at))} · {witnessedBy(witnesses)}
    </small>
    <code className="exact">{grouped(hash)}</code>
  </>
)

const List = ({ data: { checkpoints, older } }: { data: CheckpointsView }) =>
  checkpoints.length ? (
    <>
      <Rows>
        {checkpoints.map((checkpoint) => (
          <Row key={checkpoint.size} checkpoint={checkpoint} />
        ))}
      </Rows>
      {older ? (
        <p>
          <a href={`/ledger/checkpoints?before=${older}`}>更早的检查点</a>
        </p>
      ) : null}
    </>
  ) : (
    <Empty title="还没有检查点" why="账本记下第一批事实以后，每 5 分钟签一号，请过几分钟再来。" />
  )

const home = [{ text: '首页', href: '/' }]

export const CheckpointsPage: Page<CheckpointsView> = ({ data, frame }) => (
  <PublicPage frame={{ ...frame, title: '账本检查点' }}>
    <Title
      text="账本检查点"
      trail={home}
      lead="办件的每一步都记进账本，只增不改。每 5 分钟对整本账签一个检查点，放到数据库外面，请别的单位见证：谁改了历史，一对就知道。"
    />
    <Work top>
      <Sheet>
        <List data={data} />
        <Part title="公钥">
          <p>用它核对检查点的签名。请从报纸、图书馆等别处再核对一遍。</p>
          <Keys keys={data.keys} />
        </Part>
        <Part title="谁在见证">
          {data.witnesses.length ? <Keys keys={data.witnesses} /> : <p>还没有约定见证的单位。</p>}
          <More title="请本市为您的账本见证">
            <p>把您的公钥告诉我们；检查点送到本站的 /ledger/witness（C2SP tlog-witness）。本市作为见证方的公钥：</p>
            <Keys keys={[data.witnessKey]} />
            {data.cosigned.map(({ origin, size, at }) => (
              <p key={origin}>
                {origin}：见证到第 {size} 号，{zhClock(new Date(at))}
              </p>
            ))}
          </More>
        </Part>
        <Acts
          go={{ text: '核对账本凭证', href: '/ledger/check' }}
          links={[
            { text: '最新一号的原文', href: '/ledger/checkpoint' },
            { text: '公钥原文', href: '/ledger/keys' },
          ]}
        />
      </Sheet>
    </Work>
  </PublicPage>
)

export const CheckpointPage: Page<OneCheckpoint> = ({ data, frame }) => (
  <PublicPage frame={{ ...frame, title: `第 ${data.size} 号检查点` }}>
    <Title text={`第 ${data.size} 号检查点`} trail={[...home, { text: '账本检查点', href: '/ledger/checkpoints' }]} />
    <Work top>
      <Sheet>
        <Facts
          facts={[
            { name: '账本', value: data.origin },
            { name: '签发时间', value: zhClock(new Date(data.at)) },
            { name: '总根', value: `${data.size} 个` },
            { name: '根（SM3）', value: <code className="exact">{grouped(data.hash)}</code> },
            { name: '见证', value: witnessedBy(data.witnesses) },
          ]}
        />
        <Part title="原文">
          <pre className="exact">{data.note}</pre>
        </Part>
        <Acts
          links={[
            { text: '下载原文', href: `/ledger/checkpoint?size=${data.size}` },
            { text: '到最新一号只增不改的证明', href: `/ledger/consistency?from=${data.size}` },
            { text: '核对', href: '/ledger/check' },
          ]}
        />
      </Sheet>
    </Work>
  </PublicPage>
)
