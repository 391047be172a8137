import { lezer } from '@lezer/generator/rollup'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// The names of the files don't change with their content: the server sends each with an entity tag of its content.
export default defineConfig({
  plugins: [svelte(), lezer()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      output: {
        entryFileNames: 'assets/page.js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/sparql', '/describe', '/id', '/health'].map((path) => [path, process.env.WESTLAKE_SERVER ?? 'http://127.0.0.1:7333'])),
  },
  test: { include: ['src/**/*.test.ts'] },
})
