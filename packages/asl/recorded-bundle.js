const { existsSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

const dist = join(__dirname, 'dist');
const recordFile = join(dist, 'sources.json');

/**
 * Returns the folder with start.js and all.js of the sources as they are; undefined if the sources must be read to know it. Reading them takes
 * longer than `asl --help`: as long as no file and no folder was changed since the recorded times, none is read.
 */
function recordedBundle() {
  const { folder, times } = readRecord();
  return isCurrent(times) && existsSync(join(dist, folder, 'start.js')) ? join(dist, folder) : undefined;
}

/** Whether no file and no folder was changed since the times that are given for their paths. */
function isCurrent(times) {
  const entries = Object.entries(times);
  return entries.length > 0 && entries.every(([path, time]) => changedAt(path) === time);
}

/**
 * When a file or, of a folder, the names in it were last changed, in milliseconds; 0 if it is not there. This time (ctime) is the file
 * system's own: a tool that sets a file's time of modification changes it too.
 */
function changedAt(path) {
  return statSync(`${__dirname}/${path}`, { throwIfNoEntry: false })?.ctimeMs ?? 0;
}

function readRecord() {
  try {
    return JSON.parse(readFileSync(recordFile, 'utf8'));
  } catch {
    return { folder: '', times: {} };
  }
}

module.exports = { changedAt, dist, isCurrent, recordedBundle, recordFile };
