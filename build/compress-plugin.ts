// Writes a brotli copy beside every text file of the build, once: the server sends it as it is, so that a phone on
// 2G gets the smallest file and no request costs the server a compression.

import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const compress = promisify(brotliCompress);
const SMALLEST_WORTH_BYTES = 512;

export function compressPlugin(): Plugin {
  let outDir = 'dist';
  return {
    name: 'compress',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler(failure) {
        if (failure) return;
        for await (const file of glob('**/*.{html,js,css,json,svg,webmanifest}', { cwd: outDir })) {
          const content = await readFile(join(outDir, file));
          if (content.length < SMALLEST_WORTH_BYTES) continue;
          const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
          await writeFile(join(outDir, `${file}.br`), await compress(content, { params }));
        }
      },
    },
  };
}
