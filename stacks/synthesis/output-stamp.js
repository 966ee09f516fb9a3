const { createHash } = require('node:crypto');
const { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } = require('node:fs');
const { join, sep } = require('node:path');

// Described in output-stamp.d.ts. JavaScript, because an unchanged synthesis must not wait for a compiler of TypeScript.
const synthesisFolders = ['packages/asl/src/language', 'definitions', 'environments', 'functions', 'stacks'];
const synthesisFiles = ['main.ts', 'package-lock.json'];

/** Variables that cdktf's command line uses to change what is written. */
const variables = ['CDKTF_CONTEXT_JSON', 'CDKTF_TARGET_STACK_ID', 'SYNTH_HCL_OUTPUT'];

function keptWarnings(root, outputFolder) {
  try {
    const stamp = JSON.parse(readFileSync(stampFile(outputFolder), 'utf8'));
    const isSame = stamp.inputs === inputDigest(root) && stamp.outputs === digestOfOutputs(outputFolder);
    return isSame ? stamp.warnings : undefined;
  } catch {
    return undefined;
  }
}

function removeStamp(outputFolder) {
  rmSync(stampFile(outputFolder), { force: true });
}

function writeStamp(outputFolder, inputs, warnings) {
  const stamp = { inputs, outputs: digestOfOutputs(outputFolder), warnings };
  writeFileSync(stampFile(outputFolder), `${JSON.stringify(stamp)}\n`);
}

function inputDigest(root) {
  const digest = createHash('sha256');
  for (const variable of variables) digest.update(`${variable}=${process.env[variable] ?? ''}\n`);
  addFiles(digest, root, synthesisPaths(root));
  return digest.digest('hex');
}

function synthesisPaths(root) {
  return [...synthesisFiles, ...synthesisFolders.flatMap((folder) => filesBelow(root, folder))];
}

function addFiles(digest, root, paths) {
  for (const path of paths) {
    const bytes = readFileSync(join(root, path));
    digest.update(`${path} ${bytes.length}\n`).update(bytes);
  }
}

function missingInput(root) {
  return [...synthesisFiles, ...synthesisFolders].find((path) => !existsSync(join(root, path)));
}

function outputDigest(stackFolder) {
  const assets = join(stackFolder, 'assets');
  const zips = existsSync(assets) ? readdirSync(assets).sort() : [];
  const digest = createHash('sha256');
  for (const file of [join(stackFolder, 'cdk.tf.json'), ...zips.map((zip) => join(assets, zip))]) {
    digest.update(createHash('sha256').update(readFileSync(file)).digest());
  }
  return digest.digest('hex');
}

function digestOfOutputs(outputFolder) {
  const stacks = join(outputFolder, 'stacks');
  const digests = readdirSync(stacks)
    .sort()
    .map((stack) => outputDigest(join(stacks, stack)));
  const manifest = readFileSync(join(outputFolder, 'manifest.json'));
  return createHash('sha256').update(manifest).update(digests.join()).digest('hex');
}

function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => pathOf(root, entry))
    .filter((path) => !path.includes('/testdata/'))
    .sort();
}

/** Node.js 20.9 has no `parentPath`. */
function pathOf(root, { parentPath, path, name }) {
  return join(parentPath ?? path, name)
    .slice(root.length + 1)
    .split(sep)
    .join('/');
}

function stampFile(outputFolder) {
  return join(outputFolder, '.synthesised.json');
}

module.exports = {
  addFiles,
  inputDigest,
  keptWarnings,
  missingInput,
  outputDigest,
  removeStamp,
  synthesisFiles,
  synthesisFolders,
  synthesisPaths,
  writeStamp,
};
