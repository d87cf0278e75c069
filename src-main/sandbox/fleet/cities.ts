/**
 * Control cities and junction towns of the interstates: plain geographic facts, rounded to about a kilometre.
 * A line is `name, state, latitude, longitude`; a trailing `*` marks a metropolis (slower traffic around it).
 */
const table = `
San Diego, CA, 32.72, -117.16 *
Los Angeles, CA, 34.05, -118.24 *
San Bernardino, CA, 34.11, -117.29 *
Indio, CA, 33.72, -116.22
Blythe, CA, 33.61, -114.60
Barstow, CA, 34.90, -117.02
Needles, CA, 34.85, -114.61
El Centro, CA, 32.79, -115.56
Buttonwillow, CA, 35.40, -119.47
Los Banos, CA, 37.06, -120.85
Stockton, CA, 37.96, -121.29
Sacramento, CA, 38.58, -121.49 *
Oakland, CA, 37.80, -122.27 *
Redding, CA, 40.59, -122.39
Medford, OR, 42.33, -122.87
Roseburg, OR, 43.22, -123.34
Eugene, OR, 44.05, -123.09
Salem, OR, 44.94, -123.04
Portland, OR, 45.52, -122.68 *
The Dalles, OR, 45.59, -121.18
Pendleton, OR, 45.67, -118.79
Baker City, OR, 44.77, -117.83
Olympia, WA, 47.04, -122.90
Tacoma, WA, 47.25, -122.44 *
Seattle, WA, 47.58, -122.31 *
Bellingham, WA, 48.75, -122.48
Ellensburg, WA, 46.99, -120.55
Moses Lake, WA, 47.13, -119.28
Spokane, WA, 47.66, -117.43
Yakima, WA, 46.60, -120.51
Kennewick, WA, 46.21, -119.14
Coeur d'Alene, ID, 47.68, -116.78
Boise, ID, 43.62, -116.20
Twin Falls, ID, 42.60, -114.45
Burley, ID, 42.57, -113.76
Pocatello, ID, 42.87, -112.45
Idaho Falls, ID, 43.49, -112.04
Missoula, MT, 46.87, -113.99
Butte, MT, 46.00, -112.53
Helena, MT, 46.59, -112.02
Great Falls, MT, 47.50, -111.30
Bozeman, MT, 45.68, -111.04
Billings, MT, 45.78, -108.50
Miles City, MT, 46.41, -105.84
Glendive, MT, 47.11, -104.71
Reno, NV, 39.53, -119.81
Winnemucca, NV, 40.97, -117.73
Elko, NV, 40.83, -115.76
Las Vegas, NV, 36.17, -115.14 *
Wendover, UT, 40.74, -114.04
Salt Lake City, UT, 40.76, -111.89 *
Ogden, UT, 41.22, -111.97
Provo, UT, 40.23, -111.66
Beaver, UT, 38.28, -112.64
St. George, UT, 37.10, -113.57
Green River, UT, 38.99, -110.16
Phoenix, AZ, 33.45, -112.07 *
Yuma, AZ, 32.69, -114.62
Casa Grande, AZ, 32.88, -111.76
Tucson, AZ, 32.22, -110.97
Flagstaff, AZ, 35.20, -111.65
Kingman, AZ, 35.19, -114.05
Gallup, NM, 35.53, -108.74
Albuquerque, NM, 35.08, -106.65 *
Santa Fe, NM, 35.63, -106.02
Raton, NM, 36.90, -104.44
Tucumcari, NM, 35.17, -103.72
Lordsburg, NM, 32.35, -108.71
Las Cruces, NM, 32.32, -106.76
El Paso, TX, 31.76, -106.49
Van Horn, TX, 31.04, -104.83
Fort Stockton, TX, 30.89, -102.88
Junction, TX, 30.49, -99.77
San Antonio, TX, 29.42, -98.49 *
Houston, TX, 29.76, -95.37 *
Beaumont, TX, 30.08, -94.13
Odessa, TX, 31.85, -102.37
Abilene, TX, 32.45, -99.73
Fort Worth, TX, 32.75, -97.33 *
Dallas, TX, 32.77, -96.79 *
Tyler, TX, 32.46, -95.30
Texarkana, TX, 33.44, -94.06
Lubbock, TX, 33.58, -101.86
Amarillo, TX, 35.20, -101.83
Wichita Falls, TX, 33.91, -98.49
Laredo, TX, 27.53, -99.49
Austin, TX, 30.27, -97.74 *
Waco, TX, 31.55, -97.13
Corpus Christi, TX, 27.80, -97.42
Huntsville, TX, 30.72, -95.56
Grand Junction, CO, 39.09, -108.56
Glenwood Springs, CO, 39.55, -107.32
Denver, CO, 39.76, -104.99 *
Limon, CO, 39.26, -103.69
Sterling, CO, 40.62, -103.19
Fort Collins, CO, 40.58, -105.00
Colorado Springs, CO, 38.83, -104.82
Pueblo, CO, 38.27, -104.61
Cheyenne, WY, 41.13, -104.82
Laramie, WY, 41.31, -105.59
Rawlins, WY, 41.79, -107.24
Rock Springs, WY, 41.59, -109.22
Evanston, WY, 41.27, -110.96
Casper, WY, 42.86, -106.31
Buffalo, WY, 44.35, -106.70
Sheridan, WY, 44.80, -106.96
Gillette, WY, 44.28, -105.50
Rapid City, SD, 44.09, -103.22
Murdo, SD, 43.89, -100.71
Mitchell, SD, 43.69, -98.03
Sioux Falls, SD, 43.55, -96.75
Watertown, SD, 44.90, -97.08
Fargo, ND, 46.87, -96.83
Grand Forks, ND, 47.92, -97.07
Jamestown, ND, 46.90, -98.71
Bismarck, ND, 46.83, -100.78
Dickinson, ND, 46.89, -102.79
Sidney, NE, 41.12, -102.98
Big Springs, NE, 41.05, -102.11
North Platte, NE, 41.11, -100.77
Kearney, NE, 40.68, -99.08
Lincoln, NE, 40.84, -96.70
Omaha, NE, 41.24, -95.98 *
Hays, KS, 38.89, -99.32
Salina, KS, 38.84, -97.63
Topeka, KS, 39.05, -95.70
Emporia, KS, 38.41, -96.19
Wichita, KS, 37.68, -97.33
Oklahoma City, OK, 35.46, -97.51 *
Tulsa, OK, 36.12, -95.92
Elk City, OK, 35.40, -99.40
Joplin, MO, 37.05, -94.50
Springfield, MO, 37.24, -93.29
Rolla, MO, 37.95, -91.77
St. Louis, MO, 38.63, -90.22 *
Columbia, MO, 38.96, -92.34
Kansas City, MO, 39.09, -94.58 *
St. Joseph, MO, 39.76, -94.80
Sikeston, MO, 36.88, -89.56
Cape Girardeau, MO, 37.30, -89.58
Fort Smith, AR, 35.44, -94.37
Little Rock, AR, 34.74, -92.28
Shreveport, LA, 32.50, -93.75
Monroe, LA, 32.50, -92.12
Alexandria, LA, 31.30, -92.44
Lafayette, LA, 30.24, -92.02
Baton Rouge, LA, 30.44, -91.16
New Orleans, LA, 29.98, -90.10 *
Hammond, LA, 30.48, -90.46
Jackson, MS, 32.30, -90.18
Grenada, MS, 33.78, -89.83
Meridian, MS, 32.36, -88.70
Hattiesburg, MS, 31.33, -89.33
Gulfport, MS, 30.43, -89.09
Tupelo, MS, 34.27, -88.72
Mobile, AL, 30.69, -88.08
Montgomery, AL, 32.36, -86.32
Birmingham, AL, 33.52, -86.82 *
Tuscaloosa, AL, 33.17, -87.53
Decatur, AL, 34.56, -86.90
Gadsden, AL, 34.02, -86.06
Auburn, AL, 32.57, -85.46
Memphis, TN, 35.13, -90.00 *
Jackson, TN, 35.66, -88.83
Nashville, TN, 36.16, -86.78 *
Cookeville, TN, 36.14, -85.50
Knoxville, TN, 35.96, -83.95
Chattanooga, TN, 35.02, -85.28
Bristol, TN, 36.58, -82.20
Clarksville, TN, 36.58, -87.27
Paducah, KY, 37.05, -88.69
Bowling Green, KY, 36.97, -86.40
Louisville, KY, 38.24, -85.73 *
Lexington, KY, 38.06, -84.45
Duluth, MN, 46.77, -92.12
Minneapolis, MN, 44.97, -93.26 *
St. Cloud, MN, 45.50, -94.20
Albert Lea, MN, 43.66, -93.35
Clear Lake, IA, 43.14, -93.34
Des Moines, IA, 41.62, -93.63
Iowa City, IA, 41.69, -91.55
Davenport, IA, 41.58, -90.57
Sioux City, IA, 42.48, -96.39
Superior, WI, 46.70, -92.08
Eau Claire, WI, 44.78, -91.47
Tomah, WI, 43.99, -90.50
La Crosse, WI, 43.87, -91.20
Madison, WI, 43.10, -89.32
Wausau, WI, 44.95, -89.66
Milwaukee, WI, 43.03, -87.95 *
Green Bay, WI, 44.50, -88.03
Rockford, IL, 42.26, -88.98
Chicago, IL, 41.86, -87.66 *
Joliet, IL, 41.52, -88.10
Galesburg, IL, 40.96, -90.36
Peoria, IL, 40.70, -89.62
Bloomington, IL, 40.49, -89.01
Champaign, IL, 40.14, -88.26
Springfield, IL, 39.78, -89.62
Effingham, IL, 39.13, -88.55
Mount Vernon, IL, 38.31, -88.93
Marion, IL, 37.73, -88.96
Gary, IN, 41.57, -87.34
South Bend, IN, 41.73, -86.25
Lafayette, IN, 40.42, -86.83
Indianapolis, IN, 39.77, -86.16 *
Terre Haute, IN, 39.44, -87.39
Evansville, IN, 38.14, -87.53
Fort Wayne, IN, 41.10, -85.17
Kalamazoo, MI, 42.26, -85.60
Grand Rapids, MI, 42.97, -85.66
Lansing, MI, 42.70, -84.56
Jackson, MI, 42.26, -84.40
Detroit, MI, 42.34, -83.10 *
Flint, MI, 43.01, -83.73
Saginaw, MI, 43.42, -83.90
Gaylord, MI, 45.03, -84.69
Sault Ste. Marie, MI, 46.47, -84.37
Toledo, OH, 41.62, -83.60
Lima, OH, 40.74, -84.08
Dayton, OH, 39.77, -84.19
Cincinnati, OH, 39.12, -84.53 *
Columbus, OH, 39.96, -82.99 *
Mansfield, OH, 40.70, -82.51
Cleveland, OH, 41.43, -81.70 *
Akron, OH, 41.05, -81.50
Youngstown, OH, 41.10, -80.72
Marietta, OH, 39.42, -81.42
Wheeling, WV, 40.07, -80.70
Charleston, WV, 38.35, -81.64
Huntington, WV, 38.40, -82.43
Beckley, WV, 37.79, -81.20
Morgantown, WV, 39.62, -79.98
Pittsburgh, PA, 40.43, -80.02 *
Erie, PA, 42.05, -80.05
Breezewood, PA, 40.00, -78.24
Harrisburg, PA, 40.28, -76.85
Allentown, PA, 40.60, -75.51
Philadelphia, PA, 39.98, -75.16 *
Clearfield, PA, 41.03, -78.42
Bloomsburg, PA, 41.02, -76.44
Stroudsburg, PA, 40.99, -75.20
Hazleton, PA, 40.97, -76.02
Scranton, PA, 41.42, -75.64
Hagerstown, MD, 39.63, -77.74
Frederick, MD, 39.42, -77.42
Baltimore, MD, 39.29, -76.65 *
Washington, DC, 38.88, -77.07 *
Wilmington, DE, 39.73, -75.57
Winchester, VA, 39.17, -78.15
Staunton, VA, 38.13, -79.05
Roanoke, VA, 37.32, -79.99
Wytheville, VA, 36.95, -81.08
Charlottesville, VA, 38.01, -78.50
Fredericksburg, VA, 38.29, -77.51
Richmond, VA, 37.54, -77.44
Petersburg, VA, 37.22, -77.40
Norfolk, VA, 36.86, -76.23
Rocky Mount, NC, 35.95, -77.87
Durham, NC, 36.01, -78.92
Raleigh, NC, 35.80, -78.66
Greensboro, NC, 36.06, -79.82
Winston-Salem, NC, 36.09, -80.25
Statesville, NC, 35.80, -80.88
Asheville, NC, 35.58, -82.57
Charlotte, NC, 35.24, -80.84 *
Fayetteville, NC, 35.05, -78.80
Wilmington, NC, 34.27, -77.93
Florence, SC, 34.20, -79.83
Columbia, SC, 34.02, -81.07
Spartanburg, SC, 34.97, -81.98
Greenville, SC, 34.82, -82.33
Charleston, SC, 32.87, -80.02
Savannah, GA, 32.08, -81.24
Augusta, GA, 33.49, -82.08
Atlanta, GA, 33.75, -84.39 *
Macon, GA, 32.84, -83.69
Valdosta, GA, 30.84, -83.33
Jacksonville, FL, 30.32, -81.70 *
Lake City, FL, 30.18, -82.68
Tallahassee, FL, 30.49, -84.30
Pensacola, FL, 30.50, -87.22
Ocala, FL, 29.18, -82.18
Tampa, FL, 27.98, -82.38 *
Orlando, FL, 28.53, -81.40 *
Fort Myers, FL, 26.62, -81.80
Naples, FL, 26.16, -81.69
Miami, FL, 25.84, -80.21 *
West Palm Beach, FL, 26.71, -80.10
Fort Pierce, FL, 27.43, -80.39
Daytona Beach, FL, 29.19, -81.08
Newark, NJ, 40.72, -74.18 *
New York, NY, 40.85, -73.92 *
Newburgh, NY, 41.52, -74.06
Albany, NY, 42.68, -73.81
Plattsburgh, NY, 44.69, -73.48
Utica, NY, 43.11, -75.23
Syracuse, NY, 43.06, -76.15
Rochester, NY, 43.02, -77.66
Buffalo, NY, 42.88, -78.82
Binghamton, NY, 42.11, -75.90
Watertown, NY, 43.97, -75.94
New Haven, CT, 41.31, -72.92
Hartford, CT, 41.76, -72.67
Springfield, MA, 42.13, -72.60
Worcester, MA, 42.22, -71.82
Boston, MA, 42.35, -71.09 *
Brattleboro, VT, 42.85, -72.57
White River Junction, VT, 43.65, -72.33
Burlington, VT, 44.46, -73.16
Concord, NH, 43.20, -71.53
Providence, RI, 41.82, -71.42
Portland, ME, 43.66, -70.29
Bangor, ME, 44.80, -68.80
Houlton, ME, 46.13, -67.85
`;

export interface City {
  readonly index: number;
  /** "Kearney, NE": unique. */
  readonly label: string;
  readonly name: string;
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly isMetropolis: boolean;
}

function readCity(line: string, index: number): City {
  const [name = '', state = '', latitude = '', longitude = ''] = line.replace('*', '').split(/\s*,\s*/);
  return {
    index,
    label: `${name}, ${state}`,
    name,
    state,
    latitude: Number(latitude),
    longitude: Number(longitude),
    isMetropolis: line.endsWith('*'),
  };
}

export const cities: readonly City[] = table.trim().split('\n').map(readCity);
