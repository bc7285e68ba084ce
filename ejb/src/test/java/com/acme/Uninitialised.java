package com.acme;

/** A class whose initialiser shows that it ran. */
public class Uninitialised {
    static {
        System.setProperty("com.acme.initialised", "true");
    }

    public static void run() {}
}
