const { createHash } = require('node:crypto');
const {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { basename, join } = require('node:path');
const { changedAt, dist, isCurrent, recordFile } = require('./recorded-bundle.js');

/** Returns the folder with the bundle of these very sources, `dist/asl-<digest>`, builds it if it is not there, and records their times. */
exports.buildBundle = async () => {
  for (;;) {
    const { files, folders } = listSources();
    const times = Object.fromEntries([...files, ...folders].map((path) => [path, changedAt(path)]));
    const folder = join(dist, `asl-${digestOf(files)}`);
    if (!existsSync(folder)) await build(folder);
    // An editor may have written a source in the meantime.
    if (!isCurrent(times)) continue;
    if (!hasRecentChange(times)) replaceRecord({ folder: basename(folder), times });
    return folder;
  }
};

/** Paths of files whose content counts, and of the folders in which others can appear. */
function listSources() {
  const entries = readdirSync(join(__dirname, 'src'), { recursive: true, withFileTypes: true });
  // Node.js 20.9 has no `parentPath`.
  const pathOf = (entry) => join(entry.parentPath ?? entry.path, entry.name).slice(__dirname.length + 1);
  const isSource = (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts');
  const own = ['package.json', 'bundle-in-two.js', 'build-bundle.js'];
  return {
    files: [...own, ...entries.filter(isSource).map(pathOf).sort()],
    folders: ['src', ...entries.filter((entry) => entry.isDirectory()).map(pathOf)],
  };
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const path of files) hash.update(path).update(readFileSync(join(__dirname, path)));
  return hash.digest('hex').slice(0, 16);
}

/** Two changes within one tick of a file system's clock, 2 s at worst, leave the same time. */
function hasRecentChange(times) {
  return Math.max(...Object.values(times)) > Date.now() - 2_000;
}

async function build(folder) {
  mkdirSync(dist, { recursive: true });
  // Those of other sources.
  for (const name of readdirSync(dist).filter((each) => each.startsWith('asl-')))
    rmSync(join(dist, name), { recursive: true, force: true });
  const unfinished = mkdtempSync(join(dist, 'new-'));
  try {
    await require('./bundle-in-two.js').bundleInTwo({
      program: './src/commands/main.ts',
      entries: {},
      folder: __dirname,
      to: unfinished,
      options: { packages: 'external', sourcemap: 'external' },
    });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    // Another process may have put it there first.
    if (!existsSync(folder)) throw error;
  }
}

function replaceRecord(record) {
  const unfinished = `${recordFile}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(record));
  renameSync(unfinished, recordFile);
}
