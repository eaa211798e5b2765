/** @type {import('next').NextConfig} */
export default {
  distDir: '.next',
  poweredByHeader: false,
  // The server's own packages are loaded once by server/main.ts; a page that reached one would load a second copy.
  serverExternalPackages: ['@electric-sql/pglite', 'postgres', 'pino', 'socket.io', 'prom-client', 'exceljs'],
  // `npm run verify` checks the types of every source, tests and scripts included; a build need not repeat a part of it.
  typescript: { ignoreBuildErrors: true },
  allowedDevOrigins: ['127.0.0.1', 'localhost'],
  devIndicators: false,
  // No page has pictures to be resized: the door to do so, which would be open to anybody, is shut.
  images: { unoptimized: true },
  logging: { fetches: { fullUrl: false } },
};
