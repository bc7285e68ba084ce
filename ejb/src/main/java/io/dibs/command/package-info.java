/** Commands for operators: classes with a main method that need no server. */
package io.dibs.command;
