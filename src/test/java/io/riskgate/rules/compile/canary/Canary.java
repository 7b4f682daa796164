package io.riskgate.rules.compile.canary;

/** Sings when it is touched: hostile rules name it, and nothing that they do may load it. */
public final class Canary {

    /** The system property that is set as soon as this class is initialised. */
    public static final String PROPERTY = "riskgate.canary";

    /** Not a constant to the compiler, so that reading it initialises the class. */
    public static final String NAME = String.valueOf("canary");

    static {
        System.setProperty(PROPERTY, "initialised");
    }

    public static String touch() {
        System.setProperty(PROPERTY, "touched");
        return "x";
    }

    /** A type that an import could name. */
    public static final class Inner {

        static {
            System.setProperty(PROPERTY, "initialised");
        }
    }
}
