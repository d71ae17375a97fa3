/** The front door of 流程: what subjects of processes and rooms may ask of it. */
export { aboutProcess, advance, begin } from './actions/advance.ts'
export { sendMessage, sendSignal } from './actions/message.ts'
export { moveInstance, planMoves } from './actions/migrate.ts'
export { modelOf, publishModel, settleModel, withdrawModel } from './actions/models.ts'
export { recallSteps } from './actions/recall.ts'
export { findAbout, listAbout, listTasksAbout, lockAbout } from './store/instance.ts'
