/** The front door of 规则: how items keep a model, and how cases ask it. */
export { modelOf } from './actions/model.ts'
export { groundOf, settleModel } from './actions/publish.ts'
export { openRehearsal, type Rehearsal, rehearseStretch } from './actions/rehearse.ts'
