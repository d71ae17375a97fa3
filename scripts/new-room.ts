/** `npm run new <room> <中文名>`: furnishes a new room that already keeps the law of the house. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { refusals } from '#base/refusal.ts'
import { schemaOf } from '#test/law/schemas.ts'
import { roomFiles } from './room-template.ts'

const refuse = refusals({
  'room.unnamed': [400, 'Say what the room is called: npm run new parking 停车'],
  'room.badly-named': [400, '{id} is no name for a room: take one English noun in lower case, letters only, such as parking'],
  'room.reserved': [400, '{id} is a word of PostgreSQL, and the room owns a schema of its name: take another noun'],
  'room.taken': [409, '{id} exists already, in src/{floor}/{id}: take another name, or extend what is there'],
  'room.untitled': [400, 'Say what the room is called in Chinese, as the screen will: npm run new {id} 停车'],
})

/** Key words that PostgreSQL accepts as the name of a schema only in quotes, as far as they are nouns. */
const reserved = new Set(
  'all analyse analyze and any array as asc case cast check collate column constraint create default desc do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit not null offset on only or order placing primary references returning select some symmetric table then to trailing true union unique user using variadic when where window with base public'.split(
    ' ',
  ),
)

/** Writes a new room below `root` and answers the paths it wrote. Refuses a name that is bad, reserved or taken. */
export function furnish(root: string, id: string | undefined, title: string | undefined): string[] {
  if (!id) throw refuse('room.unnamed')
  if (!/^[a-z]{2,20}$/.test(id)) throw refuse('room.badly-named', { id })
  const schema = schemaOf('modules', id)
  if (reserved.has(schema)) throw refuse('room.reserved', { id })
  if (existsSync(join(root, 'src/modules', id))) throw refuse('room.taken', { id, floor: 'modules' })
  if (existsSync(join(root, 'src/kernel', id)) && schemaOf('kernel', id) === schema) throw refuse('room.taken', { id, floor: 'kernel' })
  if (!title || !/\p{Script=Han}/u.test(title) || /['\\\n]/.test(title)) throw refuse('room.untitled', { id })
  return Object.entries(roomFiles(id, title, schema)).map(([path, text]) => {
    const file = join(root, 'src/modules', id, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    return `src/modules/${id}/${path}`
  })
}

function main([id, title]: string[]): void {
  try {
    const written = furnish(fileURLToPath(new URL('..', import.meta.url)), id, title)
    process.stdout.write(
      `${written.join('\n')}\nNext: write README.md first, then schema, rules and their test. npm run check tells what the house expects.\n`,
    )
  } catch (error) {
    if (!(error instanceof Error && error.name === 'Refusal')) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2))
