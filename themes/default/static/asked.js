// The search page before it is painted: where its address has a query, results take the place of "How to ask".

'use strict';

if (/[?&#]q=[^&]/.test(location.search + location.hash)) document.documentElement.dataset.asked = "";
