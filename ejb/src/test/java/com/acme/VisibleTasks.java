package com.acme;

/** A public bean with nothing but what it inherits from a class that is not public. */
public class VisibleTasks extends HiddenBase {}
