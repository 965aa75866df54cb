/** Starts the client: settings, words, who I am; then draws. */
import './styles/app.css';
import { render } from 'preact';
import { App } from './app/app';
import { watchHistory } from './app/router';
import { loadAccount } from './app/session';
import { speak } from './i18n';
import { watchHands } from './ui/arming';
import { applySettings } from './ui/settings';

const root = document.getElementById('app') ?? document.body;

applySettings();
watchHands();
watchHistory();
Promise.all([speak(), loadAccount().catch(() => undefined)]).then(() => render(<App />, root));
