import { DefaultApolloClient, provideApolloClient } from '@vue/apollo-composable';
import { createApp } from 'vue';
import App from './App.vue';
import { apollo } from './live/apollo';
import { keepPageOffline } from './live/offline-page';
import { startProbe } from './live/probe';
import { makeRouter } from './router';
import { startAppearance } from './ui/appearance';
import { locale } from './ui/locale';
import './ui/fonts.css';
import './ui/theme.css';
import './ui/base.css';
import './ui/print.css';

startAppearance();
startProbe();
keepPageOffline(import.meta.url);
document.documentElement.lang = locale.value;

const app = createApp(App);
provideApolloClient(apollo);
app.provide(DefaultApolloClient, apollo);
app.use(makeRouter(app));
app.mount('#app');
