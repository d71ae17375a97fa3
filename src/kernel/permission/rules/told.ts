/** What a fact says beyond its name, in one line. */

const labels: Readonly<Record<string, string>> = {
  reason: '理由',
  note: '说明',
  title: '岗位',
  name: '名称',
  organ: '单位',
  role: '岗位',
  permission: '权限',
  division: '地区',
  fromOn: '从',
  toOn: '到',
  version: '版本',
  code: '事项',
  basis: '依据',
  changed: '改动',
  more: '加',
  less: '减',
  ip: '网络',
  way: '方式',
}

/** The speaking parts of a fact's data, joined: `理由 新到岗；单位 market-360702`. Ids, hashes and nested parts are left out. */
export const toldOf = (data: Readonly<Record<string, unknown>>): string =>
  Object.entries(labels)
    .filter(([key]) => typeof data[key] === 'string' || typeof data[key] === 'number')
    .map(([key, label]) => `${label} ${String(data[key])}`)
    .join('；')
