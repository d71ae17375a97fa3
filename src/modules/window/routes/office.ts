/** The addresses of an office: who is away, and who carries how much. */

import { BatchId } from '#kernel/batch/schema/batch.ts'
import { get, post, signedIn } from '#kernel/module.ts'
import { addLeave, endLeave, officeLeaves } from '../actions/office/leave.ts'
import { moveBack, moveWork, officeLoad } from '../actions/office/load.ts'
import { Nothing } from '../schema/desk.ts'
import { AddLeave, LeaveId, MoveWork } from '../schema/office.ts'

export const officeRoutes = [
  get('/work/leaves', signedIn, Nothing, officeLeaves, { title: '离岗：本单位的登记' }),
  post('/work/leaves', signedIn, AddLeave, addLeave, { title: '离岗：登记，一次转给顶岗的人', once: true }),
  post('/work/leaves/:id/end', signedIn, LeaveId, endLeave, { title: '离岗：结束，一次接回' }),
  get('/work/load', signedIn, Nothing, officeLoad, { title: '工作量：每个人手上多少' }),
  post('/work/load/move', signedIn, MoveWork, moveWork, { title: '工作量：匀给同事', once: true }),
  post('/work/batches/:id/back', signedIn, BatchId, moveBack, { title: '工作量：换回原来的经办人' }),
]
