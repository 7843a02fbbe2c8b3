/// Finds the least value of a smooth convex function of numbers that are none below 0, by its gradient: a
/// quasi-Newton method (BFGS) on the numbers that are free to move, with steps bent at the bound.
func leastPoint(
  from start: [Double], _ function: ([Double]) -> (cost: Double, gradient: [Double])
) -> [Double] {
  var point = start
  var (cost, gradient) = function(point)
  var curvature = Curvature(point.count)
  for _ in 0..<1000 {
    let free = point.indices.filter { point[$0] > 0 || gradient[$0] < 0 }
    let steepest = free.map { abs(gradient[$0]) }.max() ?? 0
    guard steepest > 1e-9 else { break }
    let direction = curvature.direction(gradient, free)
    var length = 1.0
    var moved = false
    while !moved {
      let next = zip(point, direction).map { max(0, $0 + length * $1) }
      let gain = zip(gradient, zip(next, point)).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1) }
      guard gain < -1e-15 * abs(cost) else { break }
      let (nextCost, nextGradient) = function(next)
      if nextCost <= cost + 1e-4 * gain, nextCost < cost {
        curvature.learn(
          step: zip(next, point).map { $0 - $1 }, turn: zip(nextGradient, gradient).map { $0 - $1 })
        (point, cost, gradient, moved) = (next, nextCost, nextGradient, true)
      }
      length /= 2
    }
    // Nothing better can be told apart in floating point.
    if !moved { break }
  }
  return point
}

/// What is known of how the gradient turns: an approximation of the second derivatives.
private struct Curvature {
  private var matrix: [[Double]]
  private var isFresh = true

  init(_ count: Int) {
    matrix = (0..<count).map { row in (0..<count).map { row == $0 ? 1 : 0 } }
  }

  /// Solves for the step that would bring the gradient of the free numbers to nothing, by Cholesky's method.
  func direction(_ gradient: [Double], _ free: [Int]) -> [Double] {
    var lower = free.map { row in free.map { matrix[row][$0] } }
    var step = free.map { -gradient[$0] }
    for column in free.indices {
      for row in column..<free.count {
        for before in 0..<column { lower[row][column] -= lower[row][before] * lower[column][before] }
        lower[row][column] /= row == column ? lower[row][row].squareRoot() : lower[column][column]
      }
      for before in 0..<column { step[column] -= lower[column][before] * step[before] }
      step[column] /= lower[column][column]
    }
    for row in free.indices.reversed() {
      for after in row + 1..<max(row + 1, free.count) { step[row] -= lower[after][row] * step[after] }
      step[row] /= lower[row][row]
    }
    var direction = [Double](repeating: 0, count: gradient.count)
    for (place, number) in free.enumerated() { direction[number] = step[place] }
    return direction
  }

  /// Takes in how the gradient turned over a step. A turn against the step would make the matrix indefinite.
  mutating func learn(step: [Double], turn: [Double]) {
    let along = dot(step, turn)
    guard along > 1e-14 * (dot(step, step) * dot(turn, turn)).squareRoot(), along > 0 else { return }
    if isFresh {
      let scale = dot(turn, turn) / along
      for row in matrix.indices { matrix[row][row] = scale }
      isFresh = false
    }
    let bent = matrix.map { dot($0, step) }
    let bend = dot(bent, step)
    for row in matrix.indices {
      for column in matrix.indices {
        matrix[row][column] += turn[row] * turn[column] / along - bent[row] * bent[column] / bend
      }
    }
  }

  private func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
}
