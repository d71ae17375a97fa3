/** The food licence as a program of another house brings it (docs/guide/integrate): what is answered, handed in and decided. Demo. */
import { answers } from './food.ts'
import { met } from './restaurant.ts'

const clerk = (login: string) => ({ as: 'staff', login, password: 'haoban-demo' })

/** The answers of each question with the fields that it asks. */
const asked = (flat: Record<string, Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(flat).map(([question, of]) => [
      question,
      {
        _asked: Object.keys(of)
          .map((f) => f.split('.')[0])
          .join(' '),
        ...of,
      },
    ]),
  )

/** `file`: the path of a PDF that is handed in for every material. */
export function storyWith(file: string) {
  const { people: _, ...flat } = answers
  return {
    item: 'food-business-licence-new',
    division: '360702',
    applicant: 'kejia-xiaoyuan',
    citizen: { as: 'citizen', account: 'citizen:zhong-jiaming' },
    answers: { ...asked(flat), people: { _asked: 'staff', staff: [{ name: '钟家明', idNo: '360702199003070017', job: 'cook' }] } },
    materials: ['layout', 'rules', 'health-certificates'],
    file,
    steps: [
      { as: clerk('liufang'), verb: 'accept', input: {} },
      { as: clerk('zengwei'), verb: 'examine', input: {} },
      { as: clerk('zengwei'), verb: 'propose', input: { verdict: 'approve', points: met, opinion: '材料齐全，符合条件' } },
      { as: clerk('chenguodong'), verb: 'approve', input: {} },
    ],
  }
}
