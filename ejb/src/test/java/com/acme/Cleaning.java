package com.acme;

/** An interface that a bean may be known by. */
public interface Cleaning {
    default String clean(String what) {
        return "cleaned " + what;
    }
}
