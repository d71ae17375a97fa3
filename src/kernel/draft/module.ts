import { defineModule } from '#kernel/module.ts'

export default defineModule({ id: 'draft', title: '在编的版本', measures: ['G2'], permissions: {} })
