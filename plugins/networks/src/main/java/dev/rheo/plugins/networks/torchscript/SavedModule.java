package dev.rheo.plugins.networks.torchscript;

import dev.rheo.api.graph.TorchModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What is to be known of a module in a file: its parameters, and what its {@code forward} takes.
 *
 * @param module to be called
 * @param parameters those that require a gradient, one for each of the module's places; a tensor that modules share is there
 *     several times
 * @param inputs how many tensors {@code forward} takes
 */
record SavedModule(TorchModule module, List<Weights> parameters, int inputs) {
    private static final long LARGEST = 4L << 30;
    private static final int DEEPEST = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");
    private static final Pattern STEP = Pattern.compile("[A-Za-z_0-9]+");
    private static final Pattern FORWARD = Pattern.compile("def forward\\(([^)]*)\\) -> ([^:]+):");

    /**
     * The numbers of one tensor.
     *
     * @param name the first place where it is
     */
    record Weights(String name, long[] shape, float[] values) {}

    static SavedModule read(Path file) throws IOException, SavedModuleException {
        if (!Files.isRegularFile(file)) {
            throw new SavedModuleException("there is no such file");
        }
        Map<String, byte[]> entries = entries(file);
        byte[] pickle = entries.get("data.pkl");
        if (pickle == null || !entries.containsKey("version")) {
            throw new SavedModuleException("it is not an archive of torch.jit.save");
        }
        byte[] order = entries.get("byteorder");
        if (order != null
                && !new String(order, StandardCharsets.US_ASCII).strip().equals("little")) {
            throw new SavedModuleException("its numbers are big-endian");
        }
        if (!(Unpickler.read(pickle) instanceof Unpickler.Saved top)
                || !top.type().name().startsWith("__torch__.")) {
            throw new SavedModuleException("it holds no module: torch.save keeps weights, torch.jit.save modules");
        }
        if (Boolean.TRUE.equals(top.attributes().get("training"))) {
            throw new SavedModuleException("its module is in training mode; call eval() before torch.jit.save");
        }
        Map<String, SavedTensor> places = new java.util.LinkedHashMap<>();
        collect(top, "", places, 0);
        List<Weights> parameters = new ArrayList<>();
        Map<SavedTensor, Weights> known = new IdentityHashMap<>();
        for (Map.Entry<String, SavedTensor> place : places.entrySet()) {
            Weights weights = known.get(place.getValue());
            if (weights == null) {
                weights = weights(place.getKey(), place.getValue(), entries);
                known.put(place.getValue(), weights);
            }
            parameters.add(weights);
        }
        String type = top.type().name();
        TorchModule module = new TorchModule(type, entries, List.copyOf(places.keySet()));
        return new SavedModule(module, List.copyOf(parameters), inputs(type, entries));
    }

    private static Map<String, byte[]> entries(Path file) throws IOException, SavedModuleException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Map<String, byte[]> entries = new HashMap<>();
            long size = 0;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                int slash = entry.getName().indexOf('/');
                size += entry.getSize();
                if (size > LARGEST || entry.getSize() > Integer.MAX_VALUE - 8) {
                    throw new SavedModuleException("it is larger than 4 GB, or has a tensor larger than 2 GB");
                }
                if (slash > 0 && !entry.isDirectory() && !entry.getName().endsWith(".debug_pkl")) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        entries.put(entry.getName().substring(slash + 1), in.readNBytes((int) entry.getSize()));
                    }
                }
            }
            return entries;
        } catch (java.util.zip.ZipException e) {
            throw new SavedModuleException("it is not an archive of torch.jit.save");
        }
    }

    private static void collect(Unpickler.Saved object, String prefix, Map<String, SavedTensor> into, int depth)
            throws SavedModuleException {
        if (depth > DEEPEST) {
            throw new SavedModuleException("its modules are nested more than " + DEEPEST + " deep");
        }
        for (Map.Entry<String, Object> attribute : object.attributes().entrySet()) {
            String place = prefix + attribute.getKey();
            if (attribute.getValue() instanceof SavedTensor tensor && tensor.trained()) {
                if (!NAME.matcher(attribute.getKey()).matches()) {
                    throw new SavedModuleException("its parameter " + place + " is in a list and cannot be replaced");
                }
                into.put(place, tensor);
            } else if (attribute.getValue() instanceof Unpickler.Saved inner
                    && STEP.matcher(attribute.getKey()).matches()) {
                collect(inner, place + ".", into, depth + 1);
            }
        }
    }

    private static Weights weights(String place, SavedTensor tensor, Map<String, byte[]> entries)
            throws SavedModuleException {
        if (!tensor.isFloat32()) {
            throw new SavedModuleException("its parameter " + place + " is not float32 but of "
                    + tensor.storage().type() + "; call float() before torch.jit.save");
        }
        byte[] stored = entries.get("data/" + tensor.storage().key());
        if (stored == null) {
            throw new SavedModuleException("the numbers of " + place + " are missing");
        }
        return new Weights(place, tensor.shape(), tensor.values(stored));
    }

    /** The number of tensors that forward takes, without the module itself. */
    private static int inputs(String type, Map<String, byte[]> entries) throws SavedModuleException {
        int dot = type.lastIndexOf('.');
        byte[] code = entries.get("code/" + type.substring(0, dot).replace('.', '/') + ".py");
        if (code == null) {
            throw new SavedModuleException("the code of " + type + " is missing");
        }
        String text = new String(code, StandardCharsets.UTF_8);
        int begin = text.indexOf("class " + type.substring(dot + 1) + "(Module):");
        Matcher forward = FORWARD.matcher(begin < 0 ? "" : text.substring(begin));
        if (!forward.find()) {
            throw new SavedModuleException("its module has no forward");
        }
        String[] arguments = forward.group(1).split(",");
        for (int i = 1; i < arguments.length; i++) {
            if (!arguments[i].strip().endsWith(": Tensor")) {
                throw new SavedModuleException("its forward takes " + arguments[i].strip() + ", which is not a tensor");
            }
        }
        if (!forward.group(2).strip().equals("Tensor")) {
            throw new SavedModuleException(
                    "its forward returns " + forward.group(2).strip() + ", not one tensor");
        }
        return arguments.length - 1;
    }
}
