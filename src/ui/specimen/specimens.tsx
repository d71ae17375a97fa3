import type { ReactElement } from 'react'
import type { Frame } from '../public/shell.tsx'
import { ApplyQuestionPage } from './apply-question.tsx'
import { CheckPage } from './check.tsx'
import { specimenFrame, wholeCity } from './frame.ts'
import { GuidePage } from './guide.tsx'
import { HomePage } from './home.tsx'
import { ProgressPage } from './progress.tsx'

/** The five whole pages by name; `change` alters their frame (关怀版, signed out). */
export const specimens = (change: Partial<Frame>): [name: string, page: ReactElement][] => [
  ['home', <HomePage key="1" frame={specimenFrame('想办什么事？', { division: wholeCity, ...change })} />],
  ['guide', <GuidePage key="2" frame={specimenFrame('食品经营许可（新办）办事指南', change)} />],
  ['apply-question', <ApplyQuestionPage key="3" frame={specimenFrame('店开在哪里？ - 食品经营许可（新办）', change)} />],
  ['check', <CheckPage key="4" frame={specimenFrame('提交前检查：食品经营许可（新办）', change)} />],
  ['progress', <ProgressPage key="5" frame={specimenFrame('审查中，6月27日（周二）前出结果：食品经营许可（新办）', change)} />],
]
