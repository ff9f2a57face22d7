import { ts } from "ts-morph";

/**
 * What one token stands for. A shorthand `{ name }` is two references at one place: the member
 * that it sets or reads, and the binding whose value it is or becomes.
 */
export interface Reference {
  readonly node: NameNode;
  /** `member`: a property, key, prop, or a module's export. `binding`: a name in a scope. */
  readonly role: "member" | "binding";
  /** Where what it stands for is declared; empty if the checker does not know. */
  readonly declarations: readonly ts.Declaration[];
}

/** A token that can name something: an identifier, or a string where a key may stand. */
export type NameNode = ts.Identifier | ts.StringLiteral | ts.NoSubstitutionTemplateLiteral;

/** All tokens of `file` that are spelled as one of `names` and can name something, in order. */
export function nameNodes(file: ts.SourceFile, names: ReadonlySet<string>): NameNode[] {
  const found: NameNode[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (names.has(node.text)) found.push(node);
    } else if (ts.isStringLiteralLike(node)) {
      if (names.has(node.text) && isKeyPosition(node)) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * Whether `node` stands where a member of a type can be named; otherwise it is a name in a scope, and
 * nothing has to be found out to tell so.
 */
export function canNameMember(node: NameNode): boolean {
  const { parent } = node;
  if (ts.isStringLiteralLike(node) || isMemberAccess(node)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer !== node;
  return (
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isImportSpecifier(parent) ||
    ts.isExportSpecifier(parent) ||
    ((ts.isObjectLiteralElement(parent) || ts.isJsxAttribute(parent)) && parent.name === node) ||
    (isMemberDeclaration(parent) && parent.name === node)
  );
}

/** What `node` stands for: one reference, or two for a shorthand or an import specifier. */
export function referencesAt(checker: ts.TypeChecker, node: NameNode): readonly Reference[] {
  const named = nameWith(node);
  const { parent } = named;
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    if (parent.propertyName === named)
      return [member(checker, node, keyOfPattern(checker, parent))];
    if (parent.name === node && !parent.propertyName && !parent.dotDotDotToken) {
      return [
        member(checker, node, keyOfPattern(checker, parent)),
        binding(checker, node, checker.getSymbolAtLocation(node)),
      ];
    }
  }
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    return [
      member(checker, node, keysOfLiteral(checker, parent, node.text)),
      binding(checker, node, checker.getShorthandAssignmentValueSymbol(parent)),
    ];
  }
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    return specifierReferences(checker, node, parent);
  }
  if (isObjectLiteralMember(parent) && parent.name === named) {
    return [member(checker, node, keysOfLiteral(checker, parent, node.text))];
  }
  if (ts.isJsxAttribute(parent) && parent.name === node) {
    const props = checker.getContextualType(parent.parent);
    return [member(checker, node, props ? propertiesOf(checker, props, node.text) : [])];
  }
  if (ts.isNamedTupleMember(parent) && parent.name === node) {
    return [{ node, role: "binding", declarations: [parent] }];
  }
  const symbol = checker.getSymbolAtLocation(named);
  if (isMemberDeclaration(parent) && parent.name === named) {
    return [
      member(checker, node, [...one(symbol), ...overridden(checker, parent.parent, node.text)]),
    ];
  }
  if (ts.isParameter(parent) && ts.isParameterPropertyDeclaration(parent, parent.parent)) {
    const inherited = overridden(checker, parent.parent.parent, node.text);
    return [{ ...member(checker, node, [...one(symbol), ...inherited]), role: "binding" }];
  }
  if (isMemberAccess(node)) {
    return [member(checker, node, symbol ? [symbol] : keysNamed(checker, node))];
  }
  return [binding(checker, node, symbol)];
}

/** The name that `node` gives or asks for as a whole: with its brackets, if it is written `["name"]`. */
export function nameWith(node: NameNode): NameNode | ts.ComputedPropertyName {
  const { parent } = node;
  const isWhole = ts.isComputedPropertyName(parent) && ts.isStringLiteralLike(node);
  return isWhole ? parent : node;
}

/** `path:offset` of a declaration's name: equal for equal declarations. */
export function declarationKey(declaration: ts.Declaration): string {
  const name = ts.getNameOfDeclaration(declaration) ?? declaration;
  return `${declaration.getSourceFile().fileName}:${name.getStart()}`;
}

/**
 * An export keeps its name through a chain of re-exports, so a specifier's member is everything on
 * the chain that has that name; the name that an import or a local has is a matter of its own.
 */
function specifierReferences(
  checker: ts.TypeChecker,
  node: NameNode,
  specifier: ts.ImportSpecifier | ts.ExportSpecifier,
): readonly Reference[] {
  const own = checker.getSymbolAtLocation(specifier.name);
  if (ts.isImportSpecifier(specifier)) {
    const exported = member(checker, node, one(own && checker.getImmediateAliasedSymbol(own)));
    const local = binding(checker, node, own);
    if (!specifier.propertyName) return [exported, local];
    return specifier.propertyName === node ? [exported] : [local];
  }
  const fromHere = !specifier.parent.parent.moduleSpecifier;
  const local = fromHere ? checker.getExportSpecifierLocalTargetSymbol(specifier) : undefined;
  if (specifier.propertyName === node) {
    return fromHere
      ? [binding(checker, node, local)]
      : [member(checker, node, one(own && checker.getImmediateAliasedSymbol(own)))];
  }
  const exported = member(checker, node, one(own));
  if (specifier.propertyName || !fromHere) return [exported];
  return [exported, binding(checker, node, local)];
}

function member(checker: ts.TypeChecker, node: NameNode, symbols: readonly ts.Symbol[]): Reference {
  const chain = symbols.flatMap((symbol) => exportChain(checker, symbol, node.text));
  return { node, role: "member", declarations: declarationsOf(checker, chain) };
}

function binding(
  checker: ts.TypeChecker,
  node: NameNode,
  symbol: ts.Symbol | undefined,
): Reference {
  return { node, role: "binding", declarations: declarationsOf(checker, one(symbol)) };
}

/** The declarations behind symbols; a member of a mapped or instantiated type leads to its source. */
function declarationsOf(
  checker: ts.TypeChecker,
  symbols: readonly ts.Symbol[],
): readonly ts.Declaration[] {
  const found = new Set<ts.Declaration>();
  for (const symbol of symbols) {
    for (const root of checker.getRootSymbols(symbol)) {
      for (const declaration of root.declarations ?? []) found.add(declaration);
    }
  }
  return [...found];
}

function keyOfPattern(checker: ts.TypeChecker, element: ts.BindingElement): readonly ts.Symbol[] {
  const key = element.propertyName ?? element.name;
  const text = textOf(key);
  if (text === undefined) return [];
  return propertiesOf(checker, checker.getTypeAtLocation(element.parent), text);
}

/** What a name says; undefined if that is worked out when the program runs. */
export function textOf(name: ts.Node): string | undefined {
  const inner = ts.isComputedPropertyName(name) ? name.expression : name;
  const isPlain = inner === name && ts.isIdentifier(inner);
  return isPlain || ts.isStringLiteralLike(inner) ? inner.text : undefined;
}

type LiteralMember = ts.ObjectLiteralElementLike & { readonly name: ts.PropertyName };

function isObjectLiteralMember(node: ts.Node): node is LiteralMember {
  return (
    ts.isObjectLiteralElement(node) && ts.isObjectLiteralExpression(node.parent) && !!node.name
  );
}

function keysOfLiteral(
  checker: ts.TypeChecker,
  element: ts.ObjectLiteralElementLike,
  name: string,
): readonly ts.Symbol[] {
  const literal = element.parent;
  if (!ts.isObjectLiteralExpression(literal)) return [];
  const assigned = assignedType(checker, literal);
  if (assigned) return propertiesOf(checker, assigned, name);
  const own = element.name && checker.getSymbolAtLocation(element.name);
  const wanted = checker.getContextualType(literal);
  return [...one(own), ...(wanted ? propertiesOf(checker, wanted, name) : [])];
}

/** The type that is taken apart where an object literal is the pattern of `({ a: { b } } = value)`. */
function assignedType(
  checker: ts.TypeChecker,
  literal: ts.ObjectLiteralExpression,
): ts.Type | undefined {
  const parent = literal.parent;
  if (isAssignmentTo(parent, literal)) {
    // `{ a: { b } = {} }`: with a default, what is taken apart is still the outer value's member.
    const outer = ts.isPropertyAssignment(parent.parent)
      ? memberType(checker, parent.parent)
      : undefined;
    return outer ?? checker.getTypeAtLocation(parent.right);
  }
  if (ts.isForOfStatement(parent) && parent.initializer === literal) {
    return checker.getTypeAtLocation(parent.expression).getNumberIndexType();
  }
  return ts.isPropertyAssignment(parent) ? memberType(checker, parent) : undefined;
}

function memberType(checker: ts.TypeChecker, property: ts.PropertyAssignment): ts.Type | undefined {
  const outer = assignedType(checker, property.parent);
  const key = property.name;
  const text = textOf(key);
  if (!outer || text === undefined) return undefined;
  const symbol = checker.getPropertyOfType(outer, text);
  return symbol && checker.getTypeOfSymbol(symbol);
}

function isAssignmentTo(
  node: ts.Node,
  left: ts.Expression,
): node is ts.AssignmentExpression<ts.EqualsToken> {
  return (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    node.left === left
  );
}

function propertiesOf(checker: ts.TypeChecker, type: ts.Type, name: string): readonly ts.Symbol[] {
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((each) =>
    one(checker.getPropertyOfType(checker.getApparentType(each), name)),
  );
}

/** What a string names in `Pick<T, "name">`, `Omit<T, "name">` and `"name" in value`. */
function keysNamed(checker: ts.TypeChecker, node: NameNode): readonly ts.Symbol[] {
  const parent = node.parent;
  if (ts.isBinaryExpression(parent)) {
    return propertiesOf(checker, checker.getTypeAtLocation(parent.right), node.text);
  }
  if (!ts.isLiteralTypeNode(parent)) return [];
  const keys = ts.isUnionTypeNode(parent.parent) ? parent.parent : parent;
  const list = keys.parent;
  if (!ts.isTypeReferenceNode(list) || !/^(?:Pick|Omit)$/.test(list.typeName.getText())) return [];
  const [source, names] = list.typeArguments ?? [];
  if (!source || names !== keys) return [];
  return propertiesOf(checker, checker.getTypeFromTypeNode(source), node.text);
}

/** Members of base types that a member of a class or interface stands in for. */
function overridden(
  checker: ts.TypeChecker,
  container: ts.Node,
  name: string,
): readonly ts.Symbol[] {
  if (!ts.isClassLike(container) && !ts.isInterfaceDeclaration(container)) return [];
  const clauses = container.heritageClauses ?? [];
  return clauses
    .flatMap((clause) => clause.types)
    .flatMap((type) => one(checker.getPropertyOfType(checker.getTypeAtLocation(type), name)));
}

function isMemberDeclaration(
  node: ts.Node,
): node is
  ts.PropertySignature | ts.PropertyDeclaration | ts.MethodSignature | ts.MethodDeclaration {
  return (
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node)
  );
}

function isMemberAccess(node: NameNode): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return ts.isStringLiteralLike(node) || (ts.isEnumMember(parent) && parent.name === node);
}

/**
 * A string that a member can be named with: `x["name"]`, `T["name"]`, `{ "name": … }`,
 * `{ ["name"]: … }`, `"name" in x`.
 */
function isKeyPosition(node: ts.StringLiteral | ts.NoSubstitutionTemplateLiteral): boolean {
  const { parent } = node;
  if (ts.isComputedPropertyName(parent)) return true;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isLiteralTypeNode(parent)) return true;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.InKeyword;
  }
  return (
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ((ts.isObjectLiteralElement(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) &&
      parent.name === node)
  );
}

/** What re-exports of `symbol` under `name` lead to, itself first; the symbol alone if it is none. */
function exportChain(
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  name: string,
): readonly ts.Symbol[] {
  const chain: ts.Symbol[] = [];
  let at: ts.Symbol | undefined = symbol;
  while (at?.name === name && !chain.includes(at)) {
    chain.push(at);
    at = isAlias(at) ? checker.getImmediateAliasedSymbol(at) : undefined;
  }
  return chain.length === 0 && !isAlias(symbol)
    ? [symbol]
    : chain.filter((link) => !link.declarations?.some((each) => ts.isImportSpecifier(each)));
}

function isAlias(symbol: ts.Symbol): boolean {
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0;
}

function one(symbol: ts.Symbol | undefined): readonly ts.Symbol[] {
  return symbol ? [symbol] : [];
}
