package com.acme;

/** Is no bean: it has no scope. */
public class Passive {
    public void act() {}
}
