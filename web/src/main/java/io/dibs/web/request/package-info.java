/** What a request says: read strictly, refused with the name of the field that is wrong. */
package io.dibs.web.request;
