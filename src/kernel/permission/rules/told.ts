/** What a fact says beyond its name, in one line. */

const labels: Readonly<Record<string, string>> = {
  reason: '理由',
  note: '说明',
  title: '岗位',
  name: '名称',
  principal: '委托人',
  agent: '代理人',
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
  platform: '平台',
  staffNo: '工号',
}

/** The speaking parts of a fact's data, joined: `理由 新到岗；单位 某某区市场监管局`. Hashes and nested parts are left out; `names` of what stands as an id. */
export const toldOf = (data: Readonly<Record<string, unknown>>, names: ReadonlyMap<string, string>): string =>
  Object.entries(labels)
    .filter(([key]) => typeof data[key] === 'string' || typeof data[key] === 'number')
    .map(([key, label]) => `${label} ${names.get(String(data[key])) ?? String(data[key])}`)
    .join('；')
