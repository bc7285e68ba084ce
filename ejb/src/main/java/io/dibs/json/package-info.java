/** JSON texts, as the store keeps them. Plain Java. */
package io.dibs.json;
