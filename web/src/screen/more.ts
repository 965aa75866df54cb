/** Of results, what the first script does without: tables of elections and choices, and names. */
export { Options } from './options';
export { Names } from './names';
