/** The figures of a vote under way, where its rule shows them. */
export { TallyTable as default } from '../ui/tally';
