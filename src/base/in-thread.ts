/** The other side of `thread.ts`: a module that answers questions in a thread. */
import { parentPort, workerData } from 'node:worker_threads'

/** What came along when the thread began. */
export const givenToThread = <T>(): T => workerData as T

/** Answers each question in its turn; what it throws fails that question and no other. */
export function answering<Question, Answer>(answer: (question: Question) => Answer): void {
  parentPort!.on('message', ({ id, question }: { id: number; question: Question }) => {
    try {
      parentPort!.postMessage({ id, answer: answer(question) })
    } catch (error) {
      const { name, message, stack } = error as Error
      parentPort!.postMessage({ id, failed: { name, message, stack } })
    }
  })
}
