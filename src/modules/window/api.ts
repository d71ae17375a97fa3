/** What other rooms may ask of the window: what waits for somebody, and how far an application is ready before it is begun. */
export { type Ready, readyFor } from './actions/ready.ts'
export { type Waiting, waitingFor } from './actions/waiting.ts'
