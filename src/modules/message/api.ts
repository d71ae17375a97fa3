/** What other rooms may ask of messages: tell somebody something, and how much somebody has not read. */

export { type GatewayState, messageGateways } from './actions/gateways.ts'
export { messagesUnder, type ToldMessage } from './actions/matter.ts'
export { type Recipient, settle, type Tell, tell } from './actions/queue.ts'
export { applicantsOf, personOf } from './actions/react.ts'
export { countUnread as unreadCount } from './store/outbox.ts'
