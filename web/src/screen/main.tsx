/** The projector: an entry of its own, small, without buttons. Not built yet. */
import '../styles/screen.css';
import { speak } from '../i18n';

void speak();
