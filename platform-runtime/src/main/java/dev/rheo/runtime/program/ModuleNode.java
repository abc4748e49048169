package dev.rheo.runtime.program;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A module of an exported network: parameter {@code a.b.weight} is the attribute {@code weight} of the module {@code b} of
 * the module {@code a}, as in PyTorch. A name that is a word of the Python language gets an underscore, as Python's own
 * style guide has it: PyTorch could otherwise not save the module again.
 */
public final class ModuleNode {
    private static final Pattern NAME = Pattern.compile("[\\p{Alnum}_ -]+");

    private static final Set<String> PYTHON = Set.of(
            ("False None True and as assert async await break class continue def del elif else except finally for from"
                            + " global if import in is lambda nonlocal not or pass raise return try while with yield")
                    .split(" "));

    private final String type;
    private final Map<String, Integer> parameters = new LinkedHashMap<>();
    private final Map<String, ModuleNode> children = new LinkedHashMap<>();

    private ModuleNode(String type) {
        this.type = type;
    }

    /**
     * The root for a layout's parameters.
     *
     * @param type name of its class; its descendants have this name and a number
     * @throws IllegalArgumentException if a parameter's name cannot be one of PyTorch's
     */
    static ModuleNode of(Layout layout, String type) {
        ModuleNode root = new ModuleNode(type);
        int[] classes = {0};
        for (int i = 0; i < layout.parameters().size(); i++) {
            String name = layout.parameters().get(i).name();
            String[] steps = steps(name);
            ModuleNode at = root;
            for (int step = 0; step < steps.length; step++) {
                boolean last = step == steps.length - 1;
                boolean taken = at.parameters.containsKey(steps[step]) || last && at.children.containsKey(steps[step]);
                if (taken || !NAME.matcher(steps[step]).matches() || at.isReserved(steps[step], root)) {
                    throw new IllegalArgumentException("the parameter name '" + name
                            + "' cannot be one of a PyTorch module (letters, digits and _, joined by dots, and"
                            + " nothing that PyTorch's modules use themselves)");
                }
                if (last) {
                    at.parameters.put(steps[step], i);
                } else {
                    at = at.children.computeIfAbsent(steps[step], key -> new ModuleNode(type + ++classes[0]));
                }
            }
        }
        return root;
    }

    private static String[] steps(String parameter) {
        String[] steps = parameter.split("\\.", -1);
        Arrays.setAll(steps, i -> PYTHON.contains(steps[i]) ? steps[i] + "_" : steps[i]);
        return steps;
    }

    private boolean isReserved(String name, ModuleNode root) {
        return name.equals("training") || this == root && name.equals("forward");
    }

    /** The name of its class. */
    public String type() {
        return type;
    }

    /** Places in the layout by attribute. */
    public Map<String, Integer> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /** Submodules by attribute. */
    public Map<String, ModuleNode> children() {
        return Collections.unmodifiableMap(children);
    }

    /** The class's text and those of its descendants; {@code methods} are of this one. */
    void write(StringBuilder out, String methods) {
        out.append("class ").append(type).append("(Module):\n  __parameters__ = [");
        parameters.keySet().forEach(name -> out.append('"').append(name).append("\", "));
        out.append("]\n  __buffers__ = []\n  training : bool\n");
        parameters.keySet().forEach(name -> annotation(out, name, "Tensor"));
        children.forEach((name, child) -> annotation(out, name, "__torch__." + child.type));
        out.append(methods.indent(2));
        children.values().forEach(child -> child.write(out, ""));
    }

    private static void annotation(StringBuilder out, String name, String type) {
        out.append("  __annotations__[\"")
                .append(name)
                .append("\"] = ")
                .append(type)
                .append('\n');
    }

    /** How a method of the root writes a parameter. */
    static String expression(String parameter) {
        String expression = "self";
        for (String step : steps(parameter)) {
            expression = "getattr(" + expression + ", \"" + step + "\")";
        }
        return expression;
    }
}
