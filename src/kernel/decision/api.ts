/** The front door of 规则: how items keep a model, and how cases ask it. */
export { modelOf } from './actions/model.ts'
export { groundOf, settleModel } from './actions/publish.ts'
export { modelsToRehearse } from './actions/rehearse.ts'
