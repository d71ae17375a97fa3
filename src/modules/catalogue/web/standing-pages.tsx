import type { ReactNode } from 'react'
import type { Page, PageProps } from '#kernel/module.ts'
import { Notice, Part, Rows, Title } from '#ui/public/page.tsx'
import { demoMark, PublicPage } from '#ui/public/shell.tsx'
import type { Standing } from '../schema.ts'

type Door = { text: string; href: string; room: string }

const Plain = ({
  frame,
  title,
  lead,
  children,
}: Pick<PageProps<Standing>, 'frame'> & { title: string; lead: string; children: ReactNode }) => (
  <PublicPage frame={frame} title={title}>
    <Title text={title} trail={[{ text: '首页', href: '/' }]} lead={lead} />
    <div className="wrap">
      <div className="parts measure">{children}</div>
    </div>
  </PublicPage>
)

const places: Readonly<Record<string, readonly Door[]>> = {
  找事项: [
    { text: '首页和搜索', href: '/', room: 'catalogue' },
    { text: '全部事项', href: '/items', room: 'catalogue' },
    { text: '个人办事', href: '/browse/person', room: 'catalogue' },
    { text: '企业办事', href: '/browse/enterprise', room: 'catalogue' },
    { text: '按部门找', href: '/browse/departments', room: 'catalogue' },
  ],
  办事和查询: [
    { text: '怎么用', href: '/help', room: 'catalogue' },
    { text: '我的办件', href: '/me', room: 'window' },
    { text: '我的消息', href: '/me/messages', room: 'message' },
    { text: '我的证照', href: '/licences', room: 'licence' },
    { text: '谁用过我的证照', href: '/licences/uses', room: 'licence' },
    { text: '谁看过我的信息', href: '/me/reads', room: 'window' },
    { text: '我的账户', href: '/account', room: 'permission' },
    { text: '查办件进度', href: '/lookup', room: 'window' },
    { text: '核验文书真假', href: '/check', room: 'window' },
    { text: '核验电子证照', href: '/licences/verify', room: 'licence' },
    { text: '办不成事反映', href: '/stuck', room: 'catalogue' },
  ],
  公开: [
    { text: '公示公告', href: '/publicity', room: 'publicity' },
    { text: '改革进度', href: '/programme', room: 'programme' },
    { text: '全部指标和口径', href: '/kpis', room: 'kpi' },
  ],
  关于本站: [
    { text: '无障碍声明', href: '/accessibility', room: 'catalogue' },
    { text: '隐私与数据', href: '/privacy', room: 'catalogue' },
    { text: '源代码', href: '/source', room: 'catalogue' },
  ],
}

/** Every page of the site that stands open. */
export const MapPage: Page<Standing> = ({ data, frame }) => (
  <Plain frame={frame} title="网站地图" lead="本站能去的地方都在这里。">
    {Object.entries(places).map(([title, doors]) => {
      const open = doors.filter((d) => data.rooms.includes(d.room))
      return open.length === 0 ? null : (
        <Part key={title} title={title}>
          <Rows>
            {open.map((d) => (
              <a key={d.href} href={d.href}>
                {d.text}
              </a>
            ))}
          </Rows>
        </Part>
      )
    })}
  </Plain>
)

export const AccessibilityPage: Page<Standing> = ({ frame }) => (
  <Plain frame={frame} title="无障碍声明" lead="我们按 WCAG 2.2 AA 和 GB/T 37668-2019 来做，做到了什么、还差什么，如实写在这里。">
    <Part title="您可以这样用">
      <ul>
        <li>只用键盘就能用完所有页面；按 Tab 键，第一个链接是“跳到主要内容”。</li>
        <li>点右上角“关怀版”，字更大、版面更简单，内容一样不少。</li>
        <li>不开 JavaScript 也能从头办到尾：查事项、填表、传材料、提交、看进度。</li>
        <li>任何网址后面加上 ?care=1 就是关怀版，加上 ?care=0 回到标准版，可以收藏、可以发给家人。</li>
        <li>读屏软件：每页一个大标题，出错先读出错的地方；自动保存、上传进度、搜索提示都会读出来。</li>
        <li>颜色不单独表示意思，旁边都有文字；页面可以放大到 400% 而不丢内容。</li>
      </ul>
    </Part>
    <Part title="怎么检查的">
      <ul>
        <li>每一个公开页面，标准版和关怀版，每次改动都用 axe 在 Chromium 里查一遍，不许有一处不合格。</li>
        <li>有一个测试只用键盘、一个测试不开 JavaScript，各自把一件事从搜索办到提交。</li>
        <li>390 像素宽的手机上、放大到 200% 时，页面不用左右拖动，每次改动都查。</li>
      </ul>
    </Part>
    <Part title="还没做到的">
      <ul>
        <li>还没有手语视频和语音播报。</li>
        <li>还没有请视障、听障的人实际用过并提意见；读屏软件只用自动测试查过结构和朗读顺序。</li>
        <li>广东样例事项没有关怀版专用的简写。</li>
        <li>从外地导入的样例事项，文字是来源原文，可能不好懂。</li>
      </ul>
    </Part>
    <Part title="用不了怎么办">
      <p>
        打 <a href="tel:12345">12345</a>，请话务员帮您查、帮您约人工窗口。
        {demoMark(frame, '本站是演示，电话接通的是您所在城市的真实热线，请不要为演示拨打。')}
      </p>
    </Part>
  </Plain>
)

export const PrivacyPage: Page<Standing> = ({ frame }) => (
  <Plain
    frame={frame}
    title="隐私与数据"
    lead={`只收办事要用的，谁看过您都能查到。${demoMark(frame, '本站的人和数据都是演示，请不要填写真实的个人信息。')}`}
  >
    <Part title="我们收什么，用来做什么">
      <ul>
        <li>查事项、看指南不用登录，也不记您是谁。</li>
        <li>搜索没有结果时，只记下搜的词和次数，用来补充目录；长串数字（可能是身份证号、电话）先去掉，不记是谁搜的。</li>
        <li>申请时填的内容和材料，只给受理和审查这一件的机关看。</li>
      </ul>
    </Part>
    <Part title="存在您浏览器里的">
      <p>
        一个登录用的标记，还有您选的地区和“关怀版”。断网或者登录到时间时，没存上的字先记在这个页面里，关掉页面就没了。没有用来跟踪或做广告的东西，也不加载别家网站的内容。
      </p>
    </Part>
    <Part title="您的权利">
      <p>您可以查阅、复制、更正自己的信息，也可以撤回同意（个人信息保护法第四十四条至第四十七条）。办件档案依法要保存的，到期才能删除。</p>
    </Part>
  </Plain>
)

export const StuckPage: Page<Standing> = ({ data, frame }) => (
  <Plain frame={frame} title="办不成事反映" lead="材料都齐了还办不成、被来回推、超了时限没说法，都可以来这里说。">
    <Notice title="网上反映还没有开通">
      现在可以打 <a href="tel:12345">12345</a>，或到各级政务服务中心一楼的“办不成事”反映窗口。
    </Notice>
    <Part title="怎么说，处理得快">
      <ul>
        <li>说清楚办什么事、在哪个窗口或哪个网页、卡在哪一步。</li>
        <li>有办件编号就报编号；被告知“不能办”时，请对方写明理由和依据，一次说全要补的材料（行政许可法第三十二条）。</li>
      </ul>
    </Part>
    <Part title="已经有办件的">
      {data.rooms.includes('window') ? (
        <p>
          先<a href="/lookup">查一查进度</a>，每一天怎么算、现在卡在谁那里，办件页上都写着。
        </p>
      ) : (
        <p>请向受理的窗口问清进度和经办人。</p>
      )}
    </Part>
    <Part title="对结果不服">
      <p>可以在 60 日内申请行政复议（行政复议法），或在 6 个月内提起行政诉讼（行政诉讼法第四十六条）。每份办事指南的最后一节写明了找谁。</p>
    </Part>
  </Plain>
)

export const SourcePage: Page<Standing> = ({ frame }) => (
  <Plain frame={frame} title="源代码" lead="好办是开源软件，任何城市都可以拿去用、改、再分享。">
    <Part title="许可">
      <p>程序按 Apache License 2.0 开放，许可全文在源代码的 LICENSE 文件里。</p>
    </Part>
    <Part title="给开发者">
      <Rows>
        {[
          <a key="api" href="/openapi.json">
            接口说明（OpenAPI）
          </a>,
          <a key="items" href="/items">
            事项数据：同一个地址，程序来取就给 JSON
          </a>,
        ]}
      </Rows>
    </Part>
    <Part title="数据从哪里来">
      <p>
        {demoMark(frame, `${frame.city.shortName}的事项是照公开法规写的演示数据。`)}
        广东样例来自广东省政务服务网公开的事项清单，只供查阅，以来源为准。
      </p>
    </Part>
  </Plain>
)
