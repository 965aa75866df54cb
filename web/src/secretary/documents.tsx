/** Not built yet. */
import { Loading } from '../ui/bits';

export default function Screen() {
  return <main id="content"><Loading /></main>;
}
