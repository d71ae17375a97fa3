/** What the applicant signs: the pledge for missing materials, and notice and pledge in one (告知承诺). */

import { day, numbered, para, say, when } from '#kernel/document/rules/words.ts'
import type { Block } from '#kernel/document/schema.ts'
import type { PaperData } from '../../schema/paper.ts'
import { cite, isLicence, licensing } from './law.ts'
import { we, you } from './words.ts'

export const tolerancePledge = (d: PaperData<'tolerancePledge'>): Block[] => [
  para`${we(d)}向你机关申请办理“${d.item.name}”，下列材料暂时不能提交，自愿申请容缺受理：`,
  numbered(
    ['暂缺的材料', '补交要求'],
    d.missing.map((m) => [m.name, m.note ?? '与公布的受理标准一致']),
  ),
  para`${we(d)}郑重承诺：`,
  {
    is: 'list',
    items: [
      say`已经知晓容缺受理的条件、补齐材料的期限和不补齐的后果；`,
      say`${{ strong: `在${day(d.dueOn)}前` }}补齐上述材料，补交的材料真实、合法、有效，与申请内容一致；`,
      say`没有按期补齐或者补交的材料不符合要求的，接受终止办理、退回申请，并承担相应的信用责任；`,
      say`以上承诺是${we(d)}真实的意思表示。`,
    ],
  },
]

/** 国办发〔2020〕42号: the organ tells basis, conditions, materials, checks and consequences; the applicant pledges; checks follow. */
export function commitment(d: PaperData<'commitment'>): Block[] {
  const licence = isLicence(d)
  return [
    para`依照《国务院办公厅关于全面推行证明事项和涉企经营许可事项告知承诺制的指导意见》（国办发〔2020〕42号），“${d.item.name}”以告知承诺方式办理。${you(d)}可以自主选择是否采用；不愿承诺的，按一般程序办理。`,
    { is: 'head', text: '一、行政机关告知' },
    para`（一）依据：${cite(d.basis)}。`,
    para`（二）应当具备的条件、标准和要求：`,
    { is: 'list', items: d.conditions.map((c) => say`${c}`) },
    ...when(d.materials.length, para`（三）应当提交的材料：${d.materials.join('、')}。`),
    para`（${d.materials.length ? '四' : '三'}）核查：${licence ? '作出决定' : '办理'}后 ${d.checkWithin}内，本机关对承诺内容是否属实进行核查。`,
    para`（${d.materials.length ? '五' : '四'}）不实承诺的后果：${consequences(licence)}`,
    { is: 'head', text: '二、申请人承诺' },
    {
      is: 'list',
      items: [
        say`已经知晓行政机关告知的全部内容；`,
        say`所填写的信息和提交的材料真实、准确；`,
        say`已经符合行政机关告知的条件、标准和要求，并接受核查；`,
        say`愿意承担不实承诺、违反承诺的法律责任；`,
        say`以上承诺是${we(d)}真实的意思表示。`,
      ],
    },
  ]
}

const consequences = (licence: boolean): string =>
  licence
    ? `承诺不实的，根据${licensing('第六十九条第二款、第七十九条')}的规定，撤销行政许可，依法给予行政处罚；记入信用记录，在信用修复前不再适用告知承诺。`
    : '承诺不实的，终止办理或者撤销办理结果，依法追究相应的责任；记入信用记录，在信用修复前不再适用告知承诺。'
