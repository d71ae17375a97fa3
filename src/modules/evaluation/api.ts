/** What other rooms may ask of ratings. */
export { ratingOf } from './actions/read.ts'
export { openService } from './actions/serve.ts'
