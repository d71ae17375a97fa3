/** `haoban powers import`: a city's list of powers, a row a transaction, so that what can be taken is taken. */
import { bringPower } from '#kernel/authority/actions/bring.ts'
import { powerColumns } from '#kernel/authority/schema.ts'
import { act, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { answerRows, readRows, tellAnswer } from './rows.ts'

export const importPowers = ({ args, json, env }: Call): Promise<number> =>
  withHouse(env, async (house) => {
    const rows = readRows(args[0], powerColumns)
    return tellAnswer(await answerRows(rows, ({ cells }) => act(house, system, (ctx) => bringPower(ctx, cells))), json)
  })
