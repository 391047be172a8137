import { lezer } from '@lezer/generator/rollup'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { ProxyOptions } from 'vite'
import { defineConfig } from 'vitest/config'

// The server would take a POST that says where it comes from for one of another site.
const proxied: ProxyOptions = {
  target: process.env.WESTLAKE_SERVER ?? 'http://127.0.0.1:7333',
  changeOrigin: true,
  configure: (proxy) => proxy.on('proxyReq', (request) => request.removeHeader('origin')),
}

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
  server: { proxy: Object.fromEntries(['/api', '/sparql', '/describe', '/id', '/health'].map((path) => [path, proxied])) },
  test: { include: ['src/**/*.test.ts'] },
})
