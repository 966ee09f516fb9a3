const { readFileSync } = require('node:fs');
const { dirname, resolve, sep } = require('node:path');

/** Stack traces name lines of the sources for the files of a bundle in `folder`. A file's map is read when a stack is first asked for. */
exports.nameSourceLines = (folder) => {
  const maps = new Map();
  const lineOf = (site, file) => {
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
    const { originalSource, originalLine, originalColumn } = maps
      .get(file)
      .findEntry(site.getLineNumber() - 1, site.getColumnNumber() - 1);
    if (originalSource === undefined) return String(site);
    const source = resolve(dirname(file), originalSource);
    return `${site.getFunctionName() ?? '<anonymous>'} (${source}:${originalLine + 1}:${originalColumn + 1})`;
  };
  Error.prepareStackTrace = (error, sites) => {
    const lines = sites.map((site) => {
      const file = site.getFileName();
      return file?.startsWith(folder + sep) ? lineOf(site, file) : String(site);
    });
    return [String(error), ...lines].join('\n    at ');
  };
};

function readMap(file) {
  const { SourceMap } = require('node:module');
  return new SourceMap(JSON.parse(readFileSync(file, 'utf8')));
}
