/** What a password must be (GB/T 22239-2019, 8.1.4.1: complex enough, and no account keeps the one it was given). */

const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]|\p{Lo}/u]
const shortest = 10
/** From this length on a sentence of plain words is as good as signs and digits. */
const longEnough = 16

type Owner = { login: string; name: string }
type Rule = { breaks(password: string, owner: Owner): boolean; sentence: string }

const rules: readonly Rule[] = [
  { breaks: (p) => [...p].length < shortest, sentence: `新密码至少 ${shortest} 位` },
  { breaks: (p) => [...p].length > 128, sentence: '新密码最长 128 位' },
  {
    breaks: (p, { login, name }) => [login, name].some((own) => own.length > 1 && p.toLowerCase().includes(own.toLowerCase())),
    sentence: '新密码里不要有自己的登录名或姓名',
  },
  { breaks: (p) => new Set(p).size < 5, sentence: '新密码里重复的字太多，请换一个' },
  { breaks: (p) => /0123456|1234567|2345678|abcdefg|qwertyu|password|haoban-demo/i.test(p), sentence: '这个密码太常见，请换一个' },
  {
    breaks: (p) => [...p].length < longEnough && kinds.filter((k) => k.test(p)).length < 3,
    sentence: `请用小写字母、大写字母、数字、符号中的三种，或者用 ${longEnough} 位以上的一句话`,
  },
]

/** What is wrong with a new password, as a sentence, or undefined. */
export const passwordFault = (password: string, owner: Owner): string | undefined => rules.find((r) => r.breaks(password, owner))?.sentence
