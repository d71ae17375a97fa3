import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The desk: one page, built into dist/desk and served by the house under /assets/desk. */
export default defineConfig({
  root: 'src/app/web/desk',
  base: '/assets/desk/',
  plugins: [react()],
  build: {
    outDir: '../../../../dist/desk',
    emptyOutDir: true,
    manifest: 'manifest.json',
    chunkSizeWarningLimit: 3_000,
    rollupOptions: { input: 'src/app/web/desk/main.tsx' },
  },
})
